package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of an object that a {@code Range} header asks for.
 *
 * @param first the first byte
 * @param last the last byte
 * @param size the size of the whole object
 */
record ByteRange(int first, int last, int size) {
    private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /** The range, or none when the header is absent or S3 would ignore it. */
    static Optional<ByteRange> parse(@Nullable String header, int size) {
        Matcher form = FORM.matcher(header == null ? "" : header);
        if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
            return Optional.empty();
        }
        return form.group(1).isEmpty() ? suffix(Long.parseLong(form.group(2)), size) : between(form, size);
    }

    private static Optional<ByteRange> suffix(long length, int size) {
        if (length == 0 || size == 0) {
            throw unsatisfiable();
        }
        return Optional.of(new ByteRange((int) Math.max(0, size - length), size - 1, size));
    }

    private static Optional<ByteRange> between(Matcher form, int size) {
        long first = Long.parseLong(form.group(1));
        long last = form.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(form.group(2));
        if (last < first) {
            return Optional.empty();
        }
        if (first >= size) {
            throw unsatisfiable();
        }
        return Optional.of(new ByteRange((int) first, (int) Math.min(last, size - 1L), size));
    }

    private static AwsError unsatisfiable() {
        return new AwsError("InvalidRange", 416, "The requested range is not satisfiable");
    }

    byte[] of(byte[] content) {
        return Arrays.copyOfRange(content, first, last + 1);
    }

    int length() {
        return last - first + 1;
    }

    boolean isWhole() {
        return length() == size;
    }

    /** The value of the {@code Content-Range} header. */
    String header() {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
