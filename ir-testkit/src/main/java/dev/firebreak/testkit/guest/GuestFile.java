package dev.firebreak.testkit.guest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of a guest. Immutable. */
public final class GuestFile {
    private final byte[] content;
    private final String mode;
    private final String owner;

    private GuestFile(byte[] content, String mode, String owner) {
        this.content = content;
        this.mode = mode;
        this.owner = owner;
    }

    /** A file of root's that everyone may read. */
    public static GuestFile of(byte[] content) {
        return new GuestFile(content.clone(), "0644", "root");
    }

    /** A text file of root's that everyone may read. */
    public static GuestFile of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The file with another mode, in octal as {@code chmod} takes it. */
    public GuestFile mode(String octal) {
        return new GuestFile(content, octal, owner);
    }

    /** The file with another owner. */
    public GuestFile owner(String user) {
        return new GuestFile(content, mode, user);
    }

    /** The bytes. */
    public byte[] content() {
        return content.clone();
    }

    /** How many bytes there are. */
    public int size() {
        return content.length;
    }

    /** The mode, in octal. */
    public String mode() {
        return mode;
    }

    /** The name of the user that owns the file. */
    public String owner() {
        return owner;
    }

    /** The bytes as UTF-8 text. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The SHA-256 of the bytes, in lower-case hexadecimal. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every JDK has SHA-256", absent);
        }
    }
}
