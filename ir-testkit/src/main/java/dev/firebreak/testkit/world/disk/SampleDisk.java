package dev.firebreak.testkit.world.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What lies on the root volume that is made of a public image: a boot sector with a protective partition table, a GPT header, the
 * head of an XFS file system, and two small files.
 */
final class SampleDisk {
    private static final int SECTOR = 512;
    private static final long FILE_SYSTEM = 4096L * SECTOR;
    private static final long FILES = 64L * Blocks.SIZE;

    /** The same for every volume, so that many cost no more than one. */
    static final Blocks ROOT = Blocks.EMPTY
            .write(0, bootSector())
            .write(SECTOR, partitionHeader())
            .write(FILE_SYSTEM, fileSystemHead())
            .write(FILES, text("root:x:0:0:root:/root:/bin/bash\nec2-user:x:1000:1000::/home/ec2-user:/bin/bash\n"))
            .write(FILES + 4096, text("NAME=\"Amazon Linux\"\nVERSION=\"2023\"\nID=\"amzn\"\n"));

    private SampleDisk() {}

    private static byte[] bootSector() {
        ByteBuffer sector = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        sector.put(new byte[] {(byte) 0xEB, 0x63, (byte) 0x90});
        sector.position(0x180);
        sector.put(text("GRUB \0Geom\0Hard Disk\0Read\0 Error\r\n"));
        sector.position(0x1BE);
        // One partition of the type that protects a GPT, over all of the disk.
        sector.put(new byte[] {0, 0, 2, 0, (byte) 0xEE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
        sector.putInt(1).putInt(0xFFFFFFFF);
        sector.position(0x1FE);
        sector.put((byte) 0x55).put((byte) 0xAA);
        return sector.array();
    }

    private static byte[] partitionHeader() {
        ByteBuffer sector = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        sector.put(text("EFI PART")).putInt(0x00010000).putInt(92);
        return sector.array();
    }

    private static byte[] fileSystemHead() {
        ByteBuffer sector = ByteBuffer.allocate(SECTOR).order(ByteOrder.BIG_ENDIAN);
        sector.put(text("XFSB")).putInt(4096).putLong(2_094_331L);
        return sector.array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
