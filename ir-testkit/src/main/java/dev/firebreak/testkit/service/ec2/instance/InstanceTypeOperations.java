package dev.firebreak.testkit.service.ec2.instance;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.Hypervisors;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** What instance types have. Of AWS's hundreds of types there are a few; instances of the others can be launched all the same. */
public final class InstanceTypeOperations {
    private static final int LEAST_PAGE = 5;
    private static final int LARGEST_PAGE = 100;
    private static final Map<String, InstanceTypeInfo> TYPES = Stream.of(
                    type("t2.micro", 1, 1, "x86_64"),
                    type("t2.small", 1, 2, "x86_64"),
                    type("t3.micro", 2, 1, "x86_64"),
                    type("t3.small", 2, 2, "x86_64"),
                    type("t3.medium", 2, 4, "x86_64"),
                    type("t3.large", 2, 8, "x86_64"),
                    type("t4g.micro", 2, 1, "arm64"),
                    type("m5.large", 2, 8, "x86_64"),
                    type("m5.xlarge", 4, 16, "x86_64"),
                    type("m6i.large", 2, 8, "x86_64"),
                    type("m6i.xlarge", 4, 16, "x86_64"),
                    type("m7g.large", 2, 8, "arm64"),
                    type("c5.large", 2, 4, "x86_64"),
                    type("r5.large", 2, 16, "x86_64"))
            .collect(Collectors.toMap(
                    InstanceTypeInfo::instanceTypeAsString, info -> info, (one, other) -> one, TreeMap::new));

    private InstanceTypeOperations() {}

    /** Adds the operations. */
    public static void addTo(Operations operations) {
        operations.on("DescribeInstanceTypes", DescribeInstanceTypesRequest::builder, InstanceTypeOperations::describe);
    }

    private static InstanceTypeInfo type(String name, int processors, int gibibytes, String architecture) {
        return InstanceTypeInfo.builder()
                .instanceType(name)
                .currentGeneration(true)
                .bareMetal(false)
                .hypervisor(Hypervisors.isNitro(name) ? "nitro" : "xen")
                .burstablePerformanceSupported(name.startsWith("t"))
                .instanceStorageSupported(false)
                .vCpuInfo(info -> info.defaultVCpus(processors))
                .memoryInfo(info -> info.sizeInMiB(gibibytes * 1024L))
                .processorInfo(info -> info.supportedArchitecturesWithStrings(architecture))
                .build();
    }

    private static DescribeInstanceTypesResponse describe(Call call, DescribeInstanceTypesRequest request) {
        List<String> names = request.instanceTypesAsStrings();
        Integer most = request.maxResults();
        if (most != null && !names.isEmpty()) {
            throw Refusals.combination("The parameter InstanceTypes cannot be used with the parameter MaxResults");
        }
        if (most != null && most > LARGEST_PAGE) {
            throw Refusals.value(
                    "Value ( %d ) for parameter maxResults is invalid. Expecting a value smaller than or equal to %d.",
                    most, LARGEST_PAGE);
        }
        var filters = new Filters<>(call, InstanceTypeInfo::instanceTypeAsString)
                .on("instance-type", InstanceTypeInfo::instanceTypeAsString)
                .on("hypervisor", InstanceTypeInfo::hypervisorAsString)
                .on("burstable-performance-supported", InstanceTypeInfo::burstablePerformanceSupported)
                .on("vcpu-info.default-vcpus", info -> info.vCpuInfo().defaultVCpus())
                .on("memory-info.size-in-mib", info -> info.memoryInfo().sizeInMiB())
                .onAny(
                        "processor-info.supported-architecture",
                        info -> info.processorInfo().supportedArchitecturesAsStrings());
        var page = Page.of(filters.select(named(names), request.filters()), most, request.nextToken(), LEAST_PAGE);
        return DescribeInstanceTypesResponse.builder()
                .instanceTypes(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static Collection<InstanceTypeInfo> named(List<String> names) {
        List<String> unknown =
                names.stream().filter(name -> !TYPES.containsKey(name)).toList();
        if (!unknown.isEmpty()) {
            throw AwsError.of("InvalidInstanceType", "The following supplied instance types do not exist: %s", unknown);
        }
        return names.isEmpty() ? TYPES.values() : names.stream().map(TYPES::get).toList();
    }
}
