package io.mpm.monitor.protocol.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Secrets that open nothing, at least one for each rule. They are put together when a test runs: no
 * file of this project holds one that a scanner would report.
 */
final class FakeSecrets {

  /**
   * One secret.
   *
   * @param rule the rule that must find it
   * @param secret what must be gone afterwards
   * @param text the secret in the surroundings in which it is usually found
   */
  record Sample(String rule, String secret, String text) {
    @Override
    public String toString() {
      return rule + " in " + text.substring(0, Math.min(12, text.length())) + "…";
    }
  }

  private static final String DIGITS = "0123456789";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String ALNUM = DIGITS + LOWER + UPPER;
  private static final String HEX = "0123456789abcdef";

  private final Random random = new Random(42);
  private final List<Sample> samples = new ArrayList<>();

  static List<Sample> all() {
    FakeSecrets secrets = new FakeSecrets();
    secrets.tokens();
    secrets.tokensOfLesserServices();
    secrets.composed();
    secrets.named();
    secrets.likePlaces();
    secrets.besideOtherNames();
    return List.copyOf(secrets.samples);
  }

  /** A private key that no program would load, over several lines. */
  static String pem(String lineEnd) {
    FakeSecrets secrets = new FakeSecrets();
    StringBuilder pem = new StringBuilder("-----BEGIN RSA PRIV" + "ATE KEY-----" + lineEnd);
    for (int i = 0; i < 8; i++) {
      pem.append(secrets.chars(ALNUM + "+/", 64)).append(lineEnd);
    }
    return pem.append(secrets.chars(ALNUM, 20)).append("==").append(lineEnd)
        + "-----END RSA PRIV"
        + "ATE KEY-----";
  }

  private void tokens() {
    token("age-key", "AGE-SECRET" + "-KEY-1" + chars(UPPER + "234567", 58));
    token("aws-access-key", "AK" + "IA" + chars(UPPER + "234567", 16));
    token("aws-access-key", "AS" + "IA" + chars(UPPER + "234567", 16));
    for (String kind : List.of("p", "o", "u", "s", "r")) {
      token("github-token", "gh" + kind + "_" + chars(ALNUM, 36));
    }
    token(
        "github-fine-grained-token",
        "github" + "_pat_" + chars(ALNUM, 22) + "_" + chars(ALNUM, 59));
    token("gitlab-token", "gl" + "pat-" + chars(ALNUM, 20));
    token("gitlab-token", "gl" + "rt-" + chars(ALNUM, 20));
    token(
        "slack-token",
        "xo" + "xb-" + chars(DIGITS, 12) + "-" + chars(DIGITS, 12) + "-" + chars(ALNUM, 24));
    token("slack-token", "xo" + "xp-" + chars(DIGITS, 12) + "-" + chars(HEX, 32));
    token("slack-token", "xa" + "pp-1-" + chars(UPPER + DIGITS, 11) + "-" + chars(HEX, 64));
    token("stripe-key", "sk" + "_live_" + chars(ALNUM, 24));
    token("stripe-key", "rk" + "_live_" + chars(ALNUM, 24));
    token("stripe-key", "wh" + "sec_" + chars(ALNUM, 32));
    token("anthropic-key", "sk" + "-ant-api03-" + chars(ALNUM + "-_", 93) + "AA");
    token("openai-key", "sk" + "-" + chars(ALNUM, 48));
    token("openai-key", "sk" + "-proj-" + chars(ALNUM, 60));
    token("openai-key", "sk" + "-or-v1-" + chars(HEX, 64));
    token("groq-key", "gs" + "k_" + chars(ALNUM, 52));
    token("xai-key", "xa" + "i-" + chars(ALNUM, 80));
    token("perplexity-key", "pp" + "lx-" + chars(ALNUM, 48));
    token("replicate-token", "r" + "8_" + chars(ALNUM, 37));
    token("huggingface-token", "h" + "f_" + chars(ALNUM, 34));
    token("npm-token", "np" + "m_" + chars(ALNUM, 36));
    token("pypi-token", "py" + "pi-AgEIcHlwaS5vcmc" + chars(ALNUM, 80));
    token("rubygems-key", "ruby" + "gems_" + chars(HEX, 48));
    token("docker-token", "dckr" + "_pat_" + chars(ALNUM, 27));
    token("sendgrid-key", "S" + "G." + chars(ALNUM, 22) + "." + chars(ALNUM, 43));
    token("twilio-key", "S" + "K" + chars(HEX, 32));
    token("mailgun-key", "ke" + "y-" + chars(HEX, 32));
    token("google-api-key", "AI" + "za" + chars(ALNUM, 35));
    token("google-client-secret", "GOC" + "SPX-" + chars(ALNUM, 28));
    token("google-oauth-token", "ya" + "29." + chars(ALNUM, 60));
    token("google-oauth-token", "1/" + "/0" + chars(ALNUM, 40));
    token("digitalocean-token", "dop" + "_v1_" + chars(HEX, 64));
    token("heroku-key", "HR" + "KU-" + chars(ALNUM, 36));
    token("shopify-token", "shp" + "at_" + chars(HEX, 32));
    token("square-token", "sq0" + "atp-" + chars(ALNUM, 22));
    token("vault-token", "hv" + "s." + chars(ALNUM, 90));
    token("databricks-token", "da" + "pi" + chars(HEX, 32));
    token("atlassian-token", "ATA" + "TT3xFf" + chars(ALNUM, 180) + "=1A2B3C4D");
    token("grafana-token", "gl" + "sa_" + chars(ALNUM, 32) + "_" + chars(HEX, 8));
    token("sentry-token", "sn" + "trys_" + chars(ALNUM, 80));
    token("linear-key", "lin" + "_api_" + chars(ALNUM, 40));
    token("notion-token", "nt" + "n_" + chars(ALNUM, 46));
    token("newrelic-key", "NR" + "AK-" + chars(UPPER + DIGITS, 27));
    token("postman-key", "PM" + "AK-" + chars(HEX, 24) + "-" + chars(HEX, 34));
    token("supabase-token", "sb" + "p_" + chars(HEX, 40));
    token("tailscale-key", "ts" + "key-auth-" + chars(ALNUM, 12) + "-" + chars(ALNUM, 32));
    token(
        "jwt",
        "ey"
            + "J"
            + chars(ALNUM, 33)
            + "."
            + "ey"
            + "J"
            + chars(ALNUM, 60)
            + "."
            + chars(ALNUM, 43));
  }

  private void tokensOfLesserServices() {
    token("bedrock-key", "AB" + "SK" + chars(ALNUM, 124) + "=");
    token("cerebras-key", "cs" + "k-" + chars(LOWER + DIGITS, 48));
    token("nvidia-key", "nv" + "api-" + chars(ALNUM, 64));
    token("together-key", "tgp" + "_v1_" + chars(ALNUM, 43));
    token("pinecone-key", "pc" + "sk_" + chars(ALNUM, 6) + "_" + chars(ALNUM, 63));
    token("langsmith-key", "ls" + "v2_pt_" + chars(HEX, 32) + "_" + chars(HEX, 10));
    token("tavily-key", "tv" + "ly-dev-" + chars(ALNUM, 32));
    token("firecrawl-key", "f" + "c-" + chars(HEX, 32));
    token("figma-token", "fi" + "gd_" + chars(ALNUM + "-_", 40));
    token("fly-token", "fm" + "2_" + chars(ALNUM + "+/", 160));
    token("fly-token", "fo" + "1_" + chars(ALNUM, 43));
    token("doppler-token", "dp" + ".pt." + chars(ALNUM, 43));
    token("doppler-token", "dp" + ".st.dev_acme." + chars(ALNUM, 43));
    token(
        "dynatrace-token",
        "dt" + "0c01." + chars(UPPER + DIGITS, 24) + "." + chars(UPPER + DIGITS, 64));
    token("onepassword-token", "op" + "s_eyJ" + chars(ALNUM, 300));
    token("openshift-token", "sha" + "256~" + chars(ALNUM + "-_", 43));
    token("planetscale-token", "psc" + "ale_pw_" + chars(ALNUM, 43));
    token("prefect-key", "pn" + "u_" + chars(ALNUM, 36));
    token("pulumi-token", "pu" + "l-" + chars(HEX, 40));
    token("brevo-key", "xkey" + "sib-" + chars(HEX, 64) + "-" + chars(ALNUM, 16));
    token("buildkite-token", "bk" + "ua_" + chars(HEX, 40));
    token("circleci-token", "CCI" + "PAT_" + chars(ALNUM, 22) + "_" + chars(HEX, 40));
    token("resend-key", "r" + "e_" + chars(ALNUM, 8) + "_" + chars(ALNUM, 24));
    token("netlify-token", "nf" + "p_" + chars(ALNUM, 36));
    token("neon-key", "na" + "pi_" + chars(LOWER + DIGITS, 64));
    token("posthog-key", "ph" + "x_" + chars(ALNUM, 47));
    token("sonar-token", "sq" + "p_" + chars(HEX, 40));
    token("sourcegraph-token", "sg" + "p_" + chars(HEX, 16) + "_" + chars(HEX, 40));
    token("mapbox-token", "s" + "k.eyJ" + chars(ALNUM, 60) + "." + chars(ALNUM, 22));
    token("contentful-token", "CF" + "PAT-" + chars(ALNUM, 43));
    token("jfrog-key", "AK" + "Cp" + chars(ALNUM, 69));
    token("supabase-token", "sb" + "_secret_" + chars(ALNUM, 31));
    token("gitlab-token", "gl" + "ffct-" + chars(ALNUM, 20));
    token("openai-key", "sk" + "-lf-" + chars(HEX, 8) + "-" + chars(HEX, 4) + "-" + chars(HEX, 12));
  }

  private void composed() {
    within("aws-secret-key", chars(ALNUM + "+/", 40), "aws_secret_access" + "_key = %s");
    within("aws-secret-key", chars(ALNUM + "+/", 40), "\"SecretAccess" + "Key\": \"%s\"");
    within(
        "slack-webhook",
        chars(UPPER, 9) + "/" + chars(UPPER, 11) + "/" + chars(ALNUM, 24),
        "https://hooks.slack" + ".com/services/%s");
    within(
        "azure-storage-key",
        chars(ALNUM + "+/", 86) + "==",
        "DefaultEndpointsProtocol=https;AccountName=acme;Account"
            + "Key=%s;EndpointSuffix=core.windows.net");
    within(
        "azure-sas",
        chars(ALNUM, 20) + "%2B" + chars(ALNUM, 20) + "%3D",
        "https://acme.blob.core.windows.net/c?sv=2024-01-01&si" + "g=%s");
    within("azure-client-secret", chars(ALNUM, 34), "client abc8Q~%s");
    within(
        "telegram-bot-token",
        "A" + "A" + chars(ALNUM, 33),
        "https://api.telegram.org/bot1234567890:%s/getMe");
    within(
        "discord-webhook",
        chars(ALNUM, 68),
        "https://discord.com/api/web" + "hooks/1122334455667788/%s");
    within(
        "discord-bot-token",
        "M" + chars(ALNUM, 25) + "." + chars(ALNUM, 6) + "." + chars(ALNUM, 38),
        "discord client.login('%s')");
    within("terraform-token", chars(ALNUM, 67), "abcdefghijklmn.atlas" + "v1.%s");
    within("url-password", chars(ALNUM, 14), "postgres://app:%s@db.internal:5432/app");
    within("url-password", chars(ALNUM, 14), "git clone https://dev:%s@git.acme.dev/acme.git");
    within("url-token", chars(ALNUM, 30), "https://%s@git.acme.dev/acme.git");
    within(
        "authorization", chars(ALNUM, 30), "curl -H \"Authorization: Bearer %s\" https://acme.dev");
    within("authorization", chars(ALNUM, 30), "> authorization: token %s\n> accept: */*");
    within("authorization", base64("dev:" + chars(ALNUM, 12)), "Authorization: Basic %s");
    within("bearer", chars(ALNUM, 30), "logged in with bearer %s");
    within("cookie", "sid=" + chars(ALNUM, 26) + "; theme=dark", "Cookie: %s");
    within(
        "cookie",
        "sid=" + chars(ALNUM, 26) + "; Path=/; HttpOnly",
        "< Set-Cookie: %s\n< Date: now");
    within("curl-user", chars(ALNUM, 12), "curl -s -u dev:%s https://acme.dev/api");
    within("mysql-password", chars(ALNUM, 12), "mysql -h db -u root -p%s acme");
    within("sshpass", chars(ALNUM, 12), "sshpass -p '%s' ssh dev@acme.dev");
    within("netrc", chars(ALNUM, 12), "machine acme.dev login dev pass" + "word %s");
    within(
        "connection-string",
        chars(LOWER, 12),
        "Server=db;User ID=sa;Pass" + "word=%s;Encrypt=true");
    within("flag", chars(ALNUM, 12), "deploy --pass" + "word %s --force");
    within("flag", chars(ALNUM, 20), "deploy --auth-tok" + "en=%s --force");
    within(
        "private-key",
        pemBody(),
        "-----BEGIN PRIV" + "ATE KEY-----\n%s\n-----END PRIV" + "ATE KEY-----");
    within(
        "private-key",
        pemBody(),
        "-----BEGIN OPENSSH PRIV" + "ATE KEY-----\\n%s\\n-----END OPENSSH PRIV" + "ATE KEY-----");
    within("private-key", pemBody(), "-----BEGIN PGP PRIV" + "ATE KEY BLOCK-----\n\n%s");
  }

  private void named() {
    within("env", chars(ALNUM, 24), "PATH=/usr/bin\nACME_TOK" + "EN=%s\nHOME=/home/dev");
    within("env", chars(LOWER, 12), "export DB_PASS" + "WORD=%s");
    within("env", chars(ALNUM, 24), "export ACME_API_K" + "EY=\"%s\"");
    within("env", chars(ALNUM + "&;$", 24), "CLIENT_SEC" + "RET=%s\n");
    within("env", chars(ALNUM, 24), "docker run -e DD_API_K" + "EY=%s acme");
    within("assignment", chars(ALNUM, 14), "pass" + "word: %s");
    within("assignment", chars(LOWER, 14), "pass" + "word = \"%s\"");
    within("assignment", chars(ALNUM, 24), "const apiK" + "ey = '%s';");
    within("assignment", chars(ALNUM, 24), "https://acme.dev/cb?access_tok" + "en=%s&state=1");
    within("assignment", chars(ALNUM, 24), "{\\\"client_sec" + "ret\\\": \\\"%s\\\"}");
    within("assignment", chars(ALNUM, 24), "level=info msg={\"tok" + "en\":\"%s\"} ok");
    within("assignment", chars(HEX, 32), "x-api-k" + "ey: %s");
    within("assignment", chars(ALNUM, 24), "//registry.acme.dev/:_authTok" + "en=%s");
  }

  /** In Base64 each 64th begins with a slash, and a password may begin with anything. */
  private void likePlaces() {
    within("env", "/" + chars(ALNUM + "+/", 39), "CLIENT_SEC" + "RET=%s\n");
    within("env", "/" + chars(ALNUM + "+/", 41) + "==", "export API_TOK" + "EN=\"%s\"");
    within("env", "/s3cr" + "etPass99", "DB_PASS" + "WORD=%s");
    within("env", "/change" + "me", "DB_PASS" + "WORD=%s docker compose up");
    within("env", "~/s3cr" + "etPass99", "DB_PASS" + "WORD=%s");
    within("assignment", "/" + chars(ALNUM + "+/", 39), "client_sec" + "ret: \"%s\"");
    within("assignment", "/" + chars(ALNUM + "+/", 39), "client_sec" + "ret = %s");
    within("assignment", "/s3cr" + "etPass99", "pass" + "word: %s");
    within("assignment", "\\s3cr" + "et-Pass99", "pass" + "word: \"\\%s\"");
    within("assignment", "https:" + chars(ALNUM, 14), "pass" + "word = %s");
    within("flag", "/" + chars(ALNUM + "+/", 39), "deploy --api-k" + "ey %s --force");
    within("flag", "/s3cr" + "etPass99", "deploy --pass" + "word=%s --force");
    within("aws-secret-key", "/" + chars(ALNUM + "+/", 39), "\"SecretAccess" + "Key\": \"%s\"");
  }

  private void besideOtherNames() {
    within(
        "aws-secret-key",
        chars(ALNUM + "+/", 40),
        "aws configure set aws_secret_access" + "_key %s --profile dev");
    within(
        "aws-secret-key",
        chars(ALNUM + "+/", 356),
        "aws configure set aws_session_tok" + "en %s && aws sts get-caller-identity");
    within("authorization", "dXNlcj" + "pwYXNz", "Authorization: Basic %s");
    within("assignment", "dXNlcj" + "pwYXNz", "     4→\t\t\t\"auth\": \"%s\"");
    within("assignment", base64("dev:" + chars(ALNUM, 12)), "\"auth\":\"%s\",\"email\"");
    within("assignment", "dXNlcj" + "pwYXNz", "_auth=%s");
    within(
        "azure-storage-key",
        chars(ALNUM + "+/", 86) + "==",
        """
        $ az storage account keys list -n acme
        [
          {
            "creationTime": "2026-01-01T00:00:00.000000+00:00",
            "keyName": "key1",
            "permissions": "FULL",
            "value": "%s"
          }
        ]""");
  }

  private void token(String rule, String secret) {
    samples.add(new Sample(rule, secret, secret));
    samples.add(new Sample(rule, secret, "found \"" + secret + "\" in the log, and so on"));
  }

  private void within(String rule, String secret, String surroundings) {
    samples.add(new Sample(rule, secret, surroundings.replace("%s", secret)));
  }

  private String pemBody() {
    return chars(ALNUM + "+/", 64)
        + "\n"
        + chars(ALNUM + "+/", 64)
        + "\n"
        + chars(ALNUM, 22)
        + "==";
  }

  private String chars(String alphabet, int count) {
    StringBuilder chars = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      chars.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    // Every one has a digit, as almost every real one has.
    if (alphabet.contains(DIGITS)) {
      chars.setCharAt(count / 2, '7');
    }
    return chars.toString();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
