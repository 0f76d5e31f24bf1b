package dev.firebreak.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of a journal's files: {@code journal.jsonl}, then {@code journal-000001.jsonl} and so on. */
final class Segments {
    static final String FIRST = "journal.jsonl";
    private static final Pattern LATER = Pattern.compile("journal-(\\d{6})\\.jsonl");

    private Segments() {}

    static Path file(Path directory, int number) {
        return directory.resolve(number == 0 ? FIRST : String.format(Locale.ROOT, "journal-%06d.jsonl", number));
    }

    /** Whether a file is named as one of a journal's. */
    static boolean isOne(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.equals(FIRST) || LATER.matcher(name).matches();
    }

    /** How many files there are up to the one with the highest number, the missing ones among them too. */
    static int count(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        int count = Files.exists(directory.resolve(FIRST), LinkOption.NOFOLLOW_LINKS) ? 1 : 0;
        for (String name : names(directory)) {
            Matcher later = LATER.matcher(name);
            if (later.matches()) {
                count = Math.max(count, Integer.parseInt(later.group(1)) + 1);
            }
        }
        return count;
    }

    private static List<String> names(Path directory) throws IOException {
        var names = new ArrayList<String>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        return names;
    }
}
