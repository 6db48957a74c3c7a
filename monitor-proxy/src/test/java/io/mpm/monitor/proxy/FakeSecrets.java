package io.mpm.monitor.proxy;

import java.util.List;

/** Secrets of nobody, put together at run time so that no scanner takes this file for a leak. */
public final class FakeSecrets {

  /** Each is such that a part of it gives it away. */
  public static final List<String> ALL =
      List.of(
          "AKIA" + "QYLPMN5HFIQR7XYA",
          "ghp_" + "J8sK2mQ4vT6xZ0bN3cR5dF7gH9jL1pW8yU2e",
          "hunter2-" + "k3Xw9ZqLr7Tn",
          "s3cr3t" + "PathWord81",
          "MIIEpAIBAAKCAQEA" + "7Vn2xkq0Zt5Rr8uYw3Lm");

  private FakeSecrets() {}

  /** A hook's JSON with all of them in the places where secrets are found. */
  public static String payload(String session) {
    return """
        {"session_id":"%s","hook_event_name":"PostToolUse","tool_name":"Bash",
         "tool_input":{"command":"aws configure set aws_access_key_id %s && deploy --password %s"},
         "tool_response":{"stdout":"remote: https://bot:%s@git.example.com/x.git",
           "env":"GITHUB_TOKEN=%s",
           "key":"-----BEGIN RSA PRIVATE KEY-----\\n%s\\n-----END RSA PRIVATE KEY-----"}}"""
        .formatted(session, ALL.get(0), ALL.get(2), ALL.get(3), ALL.get(1), ALL.get(4));
  }
}
