package dev.firebreak.testkit.quota;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.List;
import java.util.Set;

/** The rates of the EBS direct APIs; see "Amazon Elastic Block Store endpoints and quotas" in the AWS General Reference. */
final class EbsQuotas {
    private static final Set<String> LARGE_REGIONS =
            Set.of("us-east-1", "us-east-2", "us-west-2", "ap-southeast-1", "eu-west-1");
    private static final Allowance PER_SNAPSHOT = Allowance.rate(1000);

    private EbsQuotas() {}

    static List<Draw> draws(Invocation invocation) {
        String operation = invocation.operation();
        return switch (operation) {
            case "GetSnapshotBlock", "PutSnapshotBlock" -> {
                double rate = LARGE_REGIONS.contains(invocation.call().region().name()) ? 5000 : 1000;
                yield List.of(
                        Draw.one(operation, Allowance.rate(rate)),
                        Draw.one(operation + " " + snapshot(invocation), PER_SNAPSHOT));
            }
            case "ListSnapshotBlocks", "ListChangedBlocks" -> List.of(Draw.one(operation, Allowance.rate(50)));
            case "StartSnapshot", "CompleteSnapshot" -> List.of(Draw.one(operation, Allowance.rate(10)));
            default -> List.of();
        };
    }

    private static Object snapshot(Invocation invocation) {
        return ServiceQuotas.member(invocation.request(), "SnapshotId").orElse("");
    }
}
