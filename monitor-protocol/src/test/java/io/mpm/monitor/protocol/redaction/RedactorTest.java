package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.redaction.FakeSecrets.Sample;
import io.mpm.monitor.protocol.redaction.UserRules.ExtraRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

  private static final Redactor REDACTOR = Redactor.withDefaults();

  static List<Sample> secrets() {
    return FakeSecrets.all();
  }

  static List<String> nearMisses() {
    return NearMisses.all();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void r1_secretIsFoundByItsRule(Sample sample) {
    Redaction redaction = REDACTOR.redact(TextNode.valueOf(sample.text()));

    assertThat(redaction.data().textValue())
        .doesNotContain(sample.secret())
        .contains("[redacted:" + sample.rule() + "]");
    assertThat(redaction.hitsByRule()).containsKey(sample.rule());
  }

  @Test
  void r1_everyRuleHasASecretThatItFinds() {
    Set<String> rules = RuleBook.builtIn().stream().map(Rule::id).collect(Collectors.toSet());

    assertThat(secrets().stream().map(Sample::rule).collect(Collectors.toSet())).isEqualTo(rules);
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void r1_secretIsGoneFromEveryKindOfField(Sample sample) throws MalformedJsonException {
    String text = sample.text();
    String inJson = Json.text(Json.object().put("line", text).put("n", 1));
    String escaped = Json.text(TextNode.valueOf(text));
    JsonNode event =
        Json.object()
            .put("prompt", "use this: " + text)
            .put("error", "Command failed\n" + text + "\nexit 1")
            .put("delta", text)
            .put("compact_summary", "The user gave " + text + " and went on.")
            .put("env", "A=1\n" + text + "\nB=2")
            .put("json_in_json", inJson)
            .put("json_in_json_in_json", Json.text(Json.object().put("again", inJson)))
            .put("log", "12:00 INFO got " + inJson + " from upstream")
            .put("base64", FakeSecrets.base64(inJson))
            .put("base64_in_text", "echo " + FakeSecrets.base64(text) + " | base64 -d")
            .put("escaped", "payload " + escaped)
            .set("tool_input", Json.object().set("nested", Json.parse("[[" + escaped + "]]")));

    String redacted = Json.text(REDACTOR.redact(event).data());

    String secret = Json.text(TextNode.valueOf(sample.secret()));
    assertThat(redacted).doesNotContain(secret.substring(1, secret.length() - 1));
    for (String field : List.of("base64", "base64_in_text")) {
      assertThat(Json.parse(redacted).path(field).textValue())
          .as(field)
          .contains("[redacted:base64]");
    }
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void r4_redactingTwiceChangesNothing(Sample sample) {
    JsonNode event =
        Json.object()
            .put("a", sample.text())
            .put("b", Json.text(Json.object().put("x", sample.text())))
            .put("c", sample.text() + sample.text())
            .put("token", sample.text())
            .put(sample.text(), "as a key");

    JsonNode once = REDACTOR.redact(event).data();
    Redaction twice = REDACTOR.redact(once);

    assertThat(twice.data()).isSameAs(once);
    assertThat(twice.hitsByRule()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("nearMisses")
  void r2_nearMissStays(String text) {
    JsonNode event =
        Json.object()
            .put("prompt", text)
            .put("log", "first line\n" + text + "\nlast line")
            .put("json", Json.text(Json.object().put("x", text)))
            .put("escaped", "payload " + Json.text(TextNode.valueOf(text)));

    Redaction redaction = REDACTOR.redact(event);

    assertThat(redaction.data()).isEqualTo(event);
    assertThat(redaction.hitsByRule()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "db_password",
        "userPassword",
        "DB_PASS",
        "passwd",
        "api_key",
        "apiKey",
        "x-api-key",
        "API-Key",
        "clientSecret",
        "client_secret",
        "secret",
        "token",
        "accessToken",
        "refresh_token",
        "Authorization",
        "cookie",
        "Set-Cookie",
        "privateKey",
        "private_key",
        "access_key",
        "SECRET_KEY_BASE",
        "credentials",
        "token2"
      })
  void r1_valueOfASecretKeyIsGone(String key) {
    JsonNode event = Json.object().put(key, "Zk3-qLw8vT1p").put("other", "stays");

    assertThat(REDACTOR.redact(event).data())
        .isEqualTo(Json.object().put(key, "[redacted:key-name]").put("other", "stays"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokens",
        "max_tokens",
        "token_count",
        "output_tokens",
        "cache_read_input_tokens",
        "totalTokens",
        "tool_use_id",
        "tokenizer",
        "token_type",
        "next_page_token",
        "nextPageToken",
        "eos_token",
        "secret_name",
        "public_key",
        "key",
        "keys",
        "primaryKey",
        "author",
        "authority",
        "compass",
        "passed",
        "pwd",
        "cwd",
        "session_id",
        "monkey",
        "cookieConsent"
      })
  void r2_valueOfAHarmlessKeyStays(String key) {
    JsonNode event = Json.object().put(key, "Zk3-qLw8vT1p");

    assertThat(REDACTOR.redact(event).data()).isSameAs(event);
  }

  @ParameterizedTest
  @CsvSource({
    "token, true",
    "token, 50256",
    "token, '\"identifier\"'",
    "token, '\"\"'",
    "secret, null",
    "password, '\"${PASSWORD}\"'",
    "password, '{\"type\":\"string\",\"description\":\"at least 12 characters\"}'",
    "secrets, '[\"ACME_TOKEN\",\"NPM_TOKEN\"]'",
    "authorization, '\"none\"'"
  })
  void r2_harmlessValueOfASecretKeyStays(String key, String json) throws MalformedJsonException {
    JsonNode event = Json.object().set(key, Json.parse(json));

    assertThat(REDACTOR.redact(event).data()).isSameAs(event);
  }

  @Test
  void r1_secretsInListsAndPairsOfNameAndValueAreGone() throws MalformedJsonException {
    JsonNode event =
        Json.parse(
            """
            {"passwords": ["Zk3-qLw8vT1p", 1234],
             "env": [{"name": "DB_PASSWORD", "value": "Zk3-qLw8vT1p"}, {"name": "HOME", "value": "/root"}],
             "headers": [{"name": "Cookie", "value": "sid=Zk3-qLw8vT1p"}],
             "secret": {"value": "Zk3-qLw8vT1p", "version": 3}}""");

    assertThat(REDACTOR.redact(event).data())
        .isEqualTo(
            Json.parse(
                """
                {"passwords": ["[redacted:key-name]", "[redacted:key-name]"],
                 "env": [{"name": "DB_PASSWORD", "value": "[redacted:key-name]"}, {"name": "HOME", "value": "/root"}],
                 "headers": [{"name": "Cookie", "value": "[redacted:key-name]"}],
                 "secret": {"value": "[redacted:key-name]", "version": 3}}"""));
  }

  @ParameterizedTest
  @CsvSource({
    "SecretAccessKey, /Jk3jd8sKd9fLw2QpZx7Rt5Vb1Nm4Yc6Ha0Ge+Ui",
    "SessionToken, /QoJb3JpZ2luX2VjEJr//wEaCXVzLWVhc3QtMSJHMEUCIQ==",
    "client_secret, /s3cretPass99",
    "token, \\Zk3qLw8vT1p",
    "token, ./Zk3qLw8vT1p",
    "api_key, https:Zk3qLw8vT1p",
    "auth, dXNlcjpwYXNz",
    "auth, ZGV2OmNvcnJlY3Rob3JzZQ=="
  })
  void r1_secretThatBeginsLikeAPathOrIsLikeAWordIsGone(String key, String secret) {
    String stdout = Json.text(Json.object().set("Credentials", Json.object().put(key, secret)));

    assertThat(REDACTOR.redact(Json.object().put("stdout", stdout)).data().path("stdout"))
        .isEqualTo(TextNode.valueOf(stdout.replace(escaped(secret), "[redacted:key-name]")));
  }

  private static String escaped(String text) {
    String quoted = Json.text(TextNode.valueOf(text));
    return quoted.substring(1, quoted.length() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "privateKey, /etc/ssl/private/acme.dev.key",
    "private_key, C:\\Users\\Dev\\keys\\server.pem",
    "credentials, ~/.aws/credentials",
    "token, /oauth/token",
    "token, /token",
    "secret, /vault/k8s/acme_2/db",
    "access_token, https://acme.dev/oauth2/token",
    "auth, /api/auth",
    "auth, password-less"
  })
  void r2_placeUnderASecretKeyStays(String key, String place) {
    JsonNode event = Json.object().put(key, place);

    assertThat(REDACTOR.redact(event).data()).isSameAs(event);
  }

  @Test
  void r1_numberedKeysOfAnAccountAreGone() throws MalformedJsonException {
    String key = "Zk3qLw8vT1pZk3qLw8vT1p==";
    JsonNode event =
        Json.parse(
            """
            {"stdout": [{"keyName": "key1", "permissions": "FULL", "value": "%s"},
                        {"keyName": "kerb2", "value": "%s"},
                        {"keyName": "HOME", "value": "%s"}]}"""
                .formatted(key, key, key));

    JsonNode stdout = REDACTOR.redact(event).data().path("stdout");

    assertThat(stdout.findValuesAsText("value"))
        .containsExactly("[redacted:key-name]", "[redacted:key-name]", key);
  }

  @Test
  void r1_privateKeyOverTheLinesOfAListIsGone() {
    var lines = Json.object().putArray("lines");
    lines.add(" before");
    for (String line : FakeSecrets.pem("\n").split("\n", -1)) {
      lines.add("+" + line);
    }
    lines.add(" after");

    JsonNode redacted = REDACTOR.redact(lines).data();

    assertThat(redacted.get(0).textValue()).isEqualTo(" before");
    assertThat(redacted.get(redacted.size() - 1).textValue()).isEqualTo(" after");
    for (int i = 2; i < redacted.size() - 2; i++) {
      assertThat(redacted.get(i).textValue()).isEqualTo("[redacted:private-key]");
    }
    assertThat(REDACTOR.redact(redacted).data()).isSameAs(redacted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\\n", "\n     7→", "\n+", "\n  12\t"})
  void r1_privateKeyIsGoneHoweverItsLinesEnd(String lineEnd) {
    String pem = FakeSecrets.pem(lineEnd);
    String body = pem.substring(pem.indexOf(lineEnd) + lineEnd.length()).substring(0, 64);

    String redacted = REDACTOR.redact(TextNode.valueOf("a " + pem + " b")).data().textValue();

    assertThat(redacted)
        .isEqualTo("a -----BEGIN RSA PRIVATE KEY-----[redacted:private-key] b")
        .doesNotContain(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+", "-", " ", "12→"})
  void r1_privateKeyOverTheLinesOfAListIsGone_whereItsBeginningIsNotThere(String sign) {
    List<String> lines = List.of(FakeSecrets.pem("\n").split("\n", -1));
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    list.add(" a line before").add(sign + "word");
    lines.subList(1, lines.size()).forEach(line -> list.add(sign + line));

    JsonNode redacted = REDACTOR.redact(list).data();

    lines
        .subList(1, lines.size() - 1)
        .forEach(line -> assertThat(redacted.toString()).doesNotContain(line));
    assertThat(redacted.get(0)).isEqualTo(list.get(0));
    assertThat(redacted.get(1)).isEqualTo(list.get(1));
    assertThat(redacted.get(list.size() - 1)).isEqualTo(list.get(list.size() - 1));
    assertThat(REDACTOR.redact(redacted).data()).isSameAs(redacted);
  }

  @Test
  void r1_valueOfASecretKeyInJsonInBase64IsGone() {
    String json = Json.text(Json.object().put("password", "correcthorse").put("user", "dev"));

    Redaction redaction =
        REDACTOR.redact(TextNode.valueOf("got " + FakeSecrets.base64(json) + " back"));

    assertThat(redaction.data().textValue()).isEqualTo("got [redacted:base64] back");
    assertThat(redaction.hitsByRule()).isEqualTo(Map.of("base64", 1, "key-name", 1));
  }

  @Test
  void r1_secretsBesideANumberWithAHugeExponentAreGone() throws MalformedJsonException {
    JsonNode event =
        Json.object().put("stdout", "{\"n\":1e99999999999,\"password\":\"correcthorse\"}");

    assertThat(REDACTOR.redact(event).data().path("stdout").textValue())
        .isEqualTo("{\"n\":1e99999999999,\"password\":\"[redacted:key-name]\"}");
    assertThat(REDACTOR.redact(Json.parse("{\"password\":1e99999999999}")).data())
        .isEqualTo(Json.object().put("password", "[redacted:key-name]"));
  }

  @ParameterizedTest
  @CsvSource({
    "FOO_TOKEN=Zk3qLw8vT1p, FOO_TOKEN=[redacted:env]",
    "export X_SECRET=\"Zk3 qLw8vT1p\", export X_SECRET=\"[redacted:env]\"",
    "tool --password Zk3qLw8vT1p -v, tool --password [redacted:flag] -v",
    "tool --token=Zk3qLw8vT1p -v, tool --token=[redacted:flag] -v",
    "https://dev:Zk3qLw8vT1p@acme.dev/x, https://dev:[redacted:url-password]@acme.dev/x",
    "a?token=Zk3qLw8vT1p&b=1, a?token=[redacted:assignment]&b=1"
  })
  void redact_keepsTheNameAndTheQuotes(String text, String expected) {
    assertThat(REDACTOR.redact(TextNode.valueOf(text)).data().textValue()).isEqualTo(expected);
  }

  @Test
  void redact_wholeSecretUnderASecretKeyBearsTheNameOfItsRule() {
    String secret =
        secrets().stream()
            .filter(s -> s.rule().equals("github-token"))
            .findFirst()
            .orElseThrow()
            .secret();

    assertThat(REDACTOR.redact(Json.object().put("token", secret)).data().path("token").textValue())
        .isEqualTo("[redacted:github-token]");
  }

  @Test
  void r1_secretsAsKeysAreGoneAndNoFieldIsLost() {
    List<Sample> tokens = secrets().stream().filter(s -> s.rule().equals("github-token")).toList();
    JsonNode event =
        Json.object().put(tokens.get(0).secret(), 1).put(tokens.get(2).secret(), 2).put("x", 3);

    assertThat(Json.text(REDACTOR.redact(event).data()))
        .isEqualTo("{\"[redacted:github-token]\":1,\"[redacted:github-token] 2\":2,\"x\":3}");
  }

  @Test
  void redact_leavesItsInputAlone() {
    JsonNode event = Json.object().put("password", "Zk3qLw8vT1p");
    JsonNode before = event.deepCopy();

    REDACTOR.redact(event);

    assertThat(event).isEqualTo(before);
  }

  @Test
  void hitsByRule_countsEveryFinding() {
    Redaction redaction =
        REDACTOR.redact(
            Json.object()
                .put("a", "A_TOKEN=Zk3qLw8vT1p B_TOKEN=Yk3qLw8vT1p")
                .put("password", "hunter2"));

    assertThat(redaction.hitsByRule()).isEqualTo(Map.of("env", 2, "key-name", 1));
  }

  @Test
  void with_findsWhatTheUserAdds() {
    Redactor redactor =
        Redactor.with(
            new UserRules(
                List.of(
                    new ExtraRule("badge", "badge ([0-9]{6})", List.of("Badge")),
                    new ExtraRule("project", "(?i)bluebird", List.of())),
                List.of()));

    Redaction redaction =
        redactor.redact(TextNode.valueOf("badge 123456, badge 654321 of BlueBird; bluebird"));

    assertThat(redaction.data().textValue())
        .isEqualTo(
            "badge [redacted:badge], badge [redacted:badge] of [redacted:project]; [redacted:project]");
    assertThat(redactor.redact(redaction.data()).data()).isSameAs(redaction.data());
  }

  @Test
  void with_leavesWhatTheUserAllows() {
    Redactor redactor = Redactor.with(new UserRules(List.of(), List.of("Zk3.*", "test-[0-9]+")));

    assertThat(
            redactor
                .redact(TextNode.valueOf("A_TOKEN=Zk3qLw8vT1p B_TOKEN=Yk3qLw8vT1p"))
                .data()
                .textValue())
        .isEqualTo("A_TOKEN=Zk3qLw8vT1p B_TOKEN=[redacted:env]");
    assertThat(
            redactor
                .redact(Json.object().put("token", "test-123456"))
                .data()
                .path("token")
                .textValue())
        .isEqualTo("test-123456");
  }

  @ParameterizedTest
  @CsvSource({
    "badge, '(unclosed', missing closing",
    "badge, '(?=x)', RE2",
    "badge, 'x*', matches nothing",
    "github-token, x, two redaction rules",
    "Not An Id, x, Not An Id",
    "elided, x, elided"
  })
  void with_namesTheRuleThatCannotBeUsed(String id, String pattern, String reason) {
    UserRules rules = new UserRules(List.of(new ExtraRule(id, pattern, List.of())), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redactor.with(rules))
        .withMessageContaining(id)
        .withMessageContaining(reason);
  }

  @Test
  void with_namesTheAllowedPatternThatCannotBeUsed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redactor.with(new UserRules(List.of(), List.of("(oops"))))
        .withMessageContaining("(oops");
  }
}
