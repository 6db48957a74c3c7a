# The formula for Homebrew. Fill in url and sha256 with those of a release: SHA256SUMS beside the archive has it.
class MpmMonitor < Formula
  desc "Live monitor of every Claude Code session on this machine"
  homepage "https://example.org/mpm-monitor"
  url "https://example.org/mpm-monitor/mpm-monitor-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "Apache-2.0"

  depends_on "openjdk@17"

  def install
    libexec.install Dir["*"], ".claude-plugin"
    # Claude Code calls the hook, and knows no JAVA_HOME of ours.
    libexec.install_symlink Language::Java.java_home("17") => "runtime"
    bin.install_symlink libexec/"bin/mpm-hook"
    # By its name in opt, which stays when the version changes: the settings of Claude Code hold it.
    (bin/"mpm-monitord").write_env_script libexec/"bin/mpm-monitord", MPM_INSTALL: opt_libexec
    man1.install_symlink Dir[libexec/"share/man/man1/*"]
    generate_completions_from_executable(bin/"mpm-monitord", "completion", shells: [:bash], shell_parameter_format: :none)
    generate_completions_from_executable(bin/"mpm-hook", "completion", shells: [:bash], shell_parameter_format: :none)
  end

  def caveats
    <<~EOS
      To put the hooks into Claude Code's settings, and see them work:
        mpm-monitord install
    EOS
  end

  service do
    run [opt_bin/"mpm-monitord", "start", "--foreground", "--unless-running"]
    keep_alive successful_exit: false
  end

  test do
    ENV["MPM_MONITOR_HOME"] = testpath/"home"
    assert_match version.to_s, shell_output("#{bin}/mpm-monitord --version")
    assert_equal "all settings are good\n", shell_output("#{bin}/mpm-monitord config --check")
  end
end
