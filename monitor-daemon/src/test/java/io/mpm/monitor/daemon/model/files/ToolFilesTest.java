package io.mpm.monitor.daemon.model.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.redaction.CutMark;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolFilesTest {

  private static JsonNode json(String quoted) {
    try {
      return Json.parse(quoted.replace('\'', '"'));
    } catch (MalformedJsonException e) {
      throw new AssertionError(quoted, e);
    }
  }

  private static List<String> shell(String command) {
    return shell(command, KnownFiles.NONE);
  }

  private static List<String> shell(String command, KnownFiles known) {
    return ToolFiles.done("Bash", Json.object().put("command", command), Json.object(), "/p", known)
        .stream()
        .map(file -> file.op().word() + " " + file.path() + " " + file.movedTo())
        .map(String::strip)
        .toList();
  }

  private static Change change(String tool, String input, String response) {
    return ToolFiles.done(tool, json(input), json(response), "/p", KnownFiles.NONE).get(0).change();
  }

  @Test
  void shell_deletesAndMoves() {
    assertThat(shell("rm -r build ./a/../b.txt"))
        .containsExactly("delete /p/build", "delete /p/b.txt");
    assertThat(shell("git rm -f old.txt && git mv a.md b.md"))
        .containsExactly("delete /p/old.txt", "move /p/a.md /p/b.md");
    assertThat(shell("make && rm -- -x 'two words'"))
        .containsExactly("delete /p/-x", "delete /p/two words");
  }

  private static KnownFiles known(FileOperation... done) {
    return new KnownFiles(List.of(done));
  }

  @Test
  void shell_forced_deletesWhatIsKnownOnly() {
    KnownFiles known =
        known(
            FileOperation.on("/p/build/x.o", FileOp.WRITE),
            FileOperation.on("/p/a.txt", FileOp.READ),
            FileOperation.on("/p/old.txt", FileOp.WRITE),
            FileOperation.on("/p/old.txt", FileOp.DELETE));
    assertThat(shell("rm -f ghost.txt && rm -rf dist")).isEmpty();
    assertThat(shell("rm -rf build a.txt old.txt ghost.txt", known))
        .containsExactly("delete /p/build", "delete /p/a.txt");
    assertThat(shell("git rm --ignore-unmatch a.txt b.txt", known))
        .containsExactly("delete /p/a.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "mv a d, move /p/a",
    "mv a d/, move /p/a /p/d/a",
    "mv sub/a.txt b.txt, move /p/sub/a.txt /p/b.txt",
    "mv sub/a .., move /p/sub/a /a",
    "mv sub/a ., move /p/sub/a /p/a",
    "mv a seen, move /p/a /p/seen/a",
    "mv a Makefile, move /p/a /p/Makefile",
    "mv -T a d, move /p/a /p/d",
    "mv .env d, move /p/.env"
  })
  void shell_move_goesWhereItIsClear(String command, String expected) {
    KnownFiles known =
        known(
            FileOperation.on("/p/seen/x", FileOp.READ),
            FileOperation.on("/p/Makefile", FileOp.EDIT));
    assertThat(shell(command, known)).containsExactly(expected);
  }

  @Test
  void shell_moveOfSeveral_isIntoAFolder() {
    assertThat(shell("mv a d && mv b sub/c d"))
        .containsExactly("move /p/a", "move /p/b /p/d/b", "move /p/sub/c /p/d/c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -i a",
        "mv -n a b",
        "mv -t d a b",
        "rm *.txt",
        "rm $FILE",
        "rm a; rm b",
        "rm a || true",
        "cd sub && rm a",
        "echo rm a",
        "rm a > log",
        "(rm a)",
        "git rm --cached a",
        "git rm -n a",
        "rm \"$x\"",
        "rm 'open",
        "sudo rm a",
        "&& rm a",
        "rm",
        ""
      })
  void shell_doubtful_isLeftAlone(String command) {
    assertThat(shell(command)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Read, read",
    "NOTEBOOKREAD, read",
    "write, write",
    "MultiEdit, multi_edit",
    "NotebookEdit, notebook_edit",
    "ls, list",
    "LS, list"
  })
  void tools_inAnyCase(String tool, String op) {
    assertThat(ToolFiles.asked(tool, json("{'path':'x/./y'}"), "/p"))
        .extracting(file -> file.op().word() + " " + file.path())
        .containsExactly(op + " /p/x/y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Write | {'path':'a','content':'1\\n2CUT'}                       | {'type':'create'}",
        "Edit  | {'path':'a','old_string':'1CUT','new_string':'2'}        | {}",
        "Edit  | {'path':'a','old_string':'1','new_string':'2CUT'}        | {}",
        "Edit  | {'path':'a'} | {'structuredPatch':[{'oldLines':1,'newLines':3,'lines':['-a','+b']}]}"
      })
  void change_ofWhichOnlyAPartWasKept_isNotCounted(String tool, String input, String response) {
    String cut = new CutMark(1, 70_000).text();

    Change change = change(tool, input.replace("CUT", cut), response);

    assertThat(change.added()).isNull();
    assertThat(change.removed()).isNull();
    assertThat(change.diff()).contains("+");
  }

  @Test
  void search_withoutFolder_isInTheEventsFolder() {
    assertThat(ToolFiles.asked("Glob", json("{'pattern':'*.py'}"), "/p").get(0).path())
        .isEqualTo("/p");
    assertThat(ToolFiles.asked("Glob", json("{'pattern':'*.py'}"), "").get(0).path())
        .isEqualTo("[glob] *.py");
  }

  @Test
  void edit_withoutPatch_isCountedFromItsTexts() {
    assertThat(
            change("Edit", "{'file_path':'a','old_string':'x\\ny','new_string':'x\\nz\\nz'}", "{}"))
        .isEqualTo(new Change(2, 1, "-y\n+z\n+z\n"));
  }

  @Test
  void edit_ofAll_isNotCountedWithoutPatch() {
    Change change =
        change(
            "Edit", "{'file_path':'a','old_string':'x','new_string':'z','replace_all':true}", "{}");
    assertThat(change).isEqualTo(new Change(null, null, "-x\n+z\n"));
  }

  @Test
  void multiEdit_sumsItsEdits() {
    Change change =
        change(
            "MultiEdit",
            "{'file_path':'a','edits':[{'old_string':'x','new_string':'y'},"
                + "{'old_string':'','new_string':'n'}]}",
            "{}");
    assertThat(change).isEqualTo(new Change(2, 1, "-x\n+y\n+n\n"));
  }

  @Test
  void write_withoutClaudesWord_doesNotKnowWhatWasThere() {
    assertThat(change("Write", "{'file_path':'a','content':'1\\n2\\n'}", "{}"))
        .isEqualTo(new Change(2, null, "+1\n+2\n"));
    assertThat(change("Write", "{'file_path':'a','content':'1'}", "{'type':'create'}").removed())
        .isZero();
  }

  /** The responses as Claude Code 2.1.197 gives them, without the texts of the whole notebook. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'new_source':'1\\n2\\n3'} | {'old_source':'a\\nb','edit_mode':'replace'} | 3 | 2",
        "{'new_source':'x','edit_mode':'insert'} | {'edit_mode':'insert'} | 1 | 0",
        "{'new_source':'','edit_mode':'delete'} | {'old_source':'1\\n2\\n3\\n4'} | 0 | 4",
        "{'new_source':'x'} | {} | 1 |"
      })
  void notebookEdit_countsWhatTheCellWas(
      String input, String response, Integer added, Integer removed) {
    String asked = input.replace("}", ",'notebook_path':'n.ipynb'}");
    Change change = change("NotebookEdit", asked, response);
    assertThat(change.added()).isEqualTo(added);
    assertThat(change.removed()).isEqualTo(removed);
  }

  @Test
  void diff_isBounded() {
    Change change =
        change("Write", "{'file_path':'a','content':'" + "line\\n".repeat(10_000) + "'}", "{}");
    assertThat(change.added()).isEqualTo(10_000);
    assertThat(change.diff()).hasSizeLessThan(16_400);
  }

  @Test
  void strangePaths_passAsTheyAre() {
    assertThat(ToolFiles.asked("Read", json("{'file_path':'a\\u0000b'}"), "/p").get(0).path())
        .isEqualTo("/p/a\0b");
    assertThat(ToolFiles.asked("Read", json("{'file_path':'C:\\\\x'}"), "/p").get(0).path())
        .isEqualTo("C:\\x");
    assertThat(ToolFiles.asked("Read", json("{'file_path':7}"), "/p")).isEmpty();
  }
}
