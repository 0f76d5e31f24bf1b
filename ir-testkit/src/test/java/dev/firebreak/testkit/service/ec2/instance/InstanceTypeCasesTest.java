package dev.firebreak.testkit.service.ec2.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

class InstanceTypeCasesTest extends Ec2Cases {
    private static final String API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/";
    private static final String TYPES = API + "API_DescribeInstanceTypes.html";

    @Test
    @AwsFact(value = "An instance type says how many processors and how much memory it has", source = TYPES)
    void describeInstanceTypes_named_saysProcessorsAndMemory() {
        InstanceTypeInfo info = ec2().describeInstanceTypes(request -> request.instanceTypes(InstanceType.M6_I_LARGE))
                .instanceTypes()
                .get(0);

        assertThat(info.vCpuInfo().defaultVCpus()).isEqualTo(2);
        assertThat(info.memoryInfo().sizeInMiB()).isEqualTo(8192);
    }

    @Test
    @AwsFact(value = "An unknown instance type is refused", source = API + "errors-overview.html")
    void describeInstanceTypes_unknown_isRefused() {
        assertThat(Refused.by(
                        () -> ec2().describeInstanceTypes(request -> request.instanceTypesWithStrings("t9.tiny"))))
                .isEqualTo("InvalidInstanceType: The following supplied instance types do not exist: [t9.tiny]");
    }

    @Test
    @AwsFact(value = "Instance types come in pages", source = TYPES)
    void describeInstanceTypes_smallPages_goesOn() {
        var first = ec2().describeInstanceTypes(request -> request.maxResults(5));
        var second =
                ec2().describeInstanceTypes(request -> request.maxResults(5).nextToken(first.nextToken()));

        assertThat(first.instanceTypes()).hasSize(5).doesNotContainAnyElementsOf(second.instanceTypes());
    }

    @Test
    @AwsFact(value = "An instance without Windows has no password", source = API + "API_GetPasswordData.html")
    void getPasswordData_linux_isEmpty() {
        String id = launch().id();

        assertThat(ec2().getPasswordData(request -> request.instanceId(id)).passwordData())
                .isNullOrEmpty();
    }
}
