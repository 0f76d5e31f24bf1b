package dev.firebreak.testkit.guest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the output of a command goes.
 *
 * @param words the command line without the redirections
 * @param file where its output goes; null when it is not redirected
 * @param append whether it goes to the end of the file
 * @param errorsDropped whether the standard error goes to /dev/null
 */
record Redirections(List<String> words, @Nullable String file, boolean append, boolean errorsDropped) {
    static Redirections of(List<String> line) {
        var words = new ArrayList<String>();
        String file = null;
        boolean append = false;
        boolean dropped = false;
        for (int index = 0; index < line.size(); index++) {
            String word = line.get(index);
            if (word.equals("2>/dev/null")) {
                dropped = true;
            } else if (word.matches(">>?|1>") && index + 1 < line.size()) {
                append = word.equals(">>");
                file = line.get(++index);
            } else if (word.matches(">>?/.+")) {
                append = word.startsWith(">>");
                file = word.replaceFirst("^>>?", "");
            } else if (!word.equals("2>&1")) {
                words.add(word);
            }
        }
        return new Redirections(List.copyOf(words), file, append, dropped);
    }

    CommandResult apply(Guest guest, CommandResult result) {
        CommandResult heard = errorsDropped ? result.withoutError() : result;
        if (file == null) {
            return heard;
        }
        if (!file.equals("/dev/null")) {
            byte[] before = append ? guest.file(file).map(GuestFile::content).orElse(new byte[0]) : new byte[0];
            CommandResult whole = CommandResult.printed(before).then(result);
            guest.file(file, GuestFile.of(whole.outputBytes()));
        }
        return heard.withoutOutput();
    }
}
