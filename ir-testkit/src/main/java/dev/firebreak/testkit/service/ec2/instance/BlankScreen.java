package dev.firebreak.testkit.service.ec2.instance;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** A black screen of 1024 by 768 points, as a JPEG image. */
final class BlankScreen {
    private static final HexFormat HEX = HexFormat.of();
    private static final String START = "ffd8";
    private static final String JFIF = "ffe000104a46494600010100000100010000";
    private static final String ALL_STEPS_16 = "ffdb004300" + "10".repeat(64);
    private static final String GRAY_1024_BY_768 = "ffc0000b08" + "0300" + "0400" + "01011100";
    /** The code 0 for no difference of brightness to the block before, and 10 for one of seven bits. */
    private static final String BRIGHTNESS_CODES = "ffc4001500" + "0101" + "00".repeat(14) + "0007";
    /** The code 0 for the end of a block. */
    private static final String DETAIL_CODES = "ffc4001410" + "01" + "00".repeat(15) + "00";

    private static final String SCAN = "ffda0008010100003f00";
    /** The first block goes down from gray to black, by 64 steps, and no other differs from it. */
    private static final String BLACK = "9f80";

    private static final int BLOCKS = (1024 / 8) * (768 / 8);
    private static final String END = "ffd9";

    private BlankScreen() {}

    static byte[] jpeg() {
        var image = new ByteArrayOutputStream();
        String head = START + JFIF + ALL_STEPS_16 + GRAY_1024_BY_768 + BRIGHTNESS_CODES + DETAIL_CODES + SCAN + BLACK;
        image.writeBytes(HEX.parseHex(head));
        // Two zero bits a block; the first block and the three after it are in the bytes before.
        image.writeBytes(new byte[(BLOCKS - 4) * 2 / Byte.SIZE]);
        image.writeBytes(HEX.parseHex(END));
        return image.toByteArray();
    }
}
