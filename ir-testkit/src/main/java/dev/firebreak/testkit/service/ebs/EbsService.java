package dev.firebreak.testkit.service.ebs;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/**
 * The fake EBS direct APIs: the blocks of completed snapshots are listed, compared and read, and snapshots are written block by
 * block. The bytes are those of {@link dev.firebreak.testkit.world.disk.Disks}.
 */
public final class EbsService implements FakeService {
    private final Operations operations = Operations.lazily(EbsService::addAll);

    /** The service; all its state lies in the world. */
    public EbsService() {}

    private static void addAll(Operations operations) {
        BlockOperations.addTo(operations);
        UploadOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "ebs";
    }

    @Override
    public Protocol protocol() {
        return Protocol.REST_JSON;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
