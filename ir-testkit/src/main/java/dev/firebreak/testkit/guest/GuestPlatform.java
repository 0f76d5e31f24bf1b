package dev.firebreak.testkit.guest;

/**
 * The operating system of a guest, as its SSM agent tells it.
 *
 * @param type {@code Linux} or {@code Windows}
 * @param name the name, such as {@code Amazon Linux}
 * @param version the version, such as {@code 2023}
 * @param kernel what {@code uname -r} says
 */
public record GuestPlatform(String type, String name, String version, String kernel) {
    /** Amazon Linux 2023. */
    public static final GuestPlatform LINUX =
            new GuestPlatform("Linux", "Amazon Linux", "2023", "6.1.155-176.282.amzn2023.x86_64");

    /** Windows Server 2022. */
    public static final GuestPlatform WINDOWS =
            new GuestPlatform("Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348", "10.0.20348");

    /** Whether this is Windows. */
    public boolean isWindows() {
        return type.equals("Windows");
    }
}
