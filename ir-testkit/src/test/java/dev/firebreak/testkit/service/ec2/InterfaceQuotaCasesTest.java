package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.quota.Quotas;
import dev.firebreak.testkit.world.RegionQuota;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.lambda.LambdaClient;

class InterfaceQuotaCasesTest extends Ec2Cases {
    private static final String QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

    private final Ec2Client ec2 = ec2();
    private final String subnet = Estate.in(fake).subnetIds().get(0);

    private String create() {
        return ec2.createNetworkInterface(request -> request.subnetId(subnet))
                .networkInterface()
                .networkInterfaceId();
    }

    /** Fills the Region up to a number of interfaces. */
    private void fill(int number) {
        NetworkInterface like = state().interfaces().find(create()).orElseThrow();
        for (int index = state().interfaces().all().size(); index < number; index++) {
            String id = "eni-%017x".formatted(index);
            state().interfaces().put(like.copy(copy -> copy.networkInterfaceId(id)));
        }
    }

    private void run(int count) {
        ec2.runInstances(request -> request.imageId(
                        state().images().all().iterator().next().imageId())
                .subnetId(subnet)
                .minCount(count)
                .maxCount(count));
    }

    @Test
    @AwsFact(value = "A Region has 5,000 network interfaces at most", source = QUOTAS)
    void createNetworkInterface_5001st_isRefused() {
        fill(4999);
        String last = create();

        assertThat(Refused.by(this::create)).startsWith("NetworkInterfaceLimitExceeded: ");
        ec2.deleteNetworkInterface(request -> request.networkInterfaceId(last));
        assertThat(create()).startsWith("eni-");
    }

    @Test
    @AwsFact(
            value = "A launch that needs more network interfaces than the Region may have starts nothing",
            source = QUOTAS)
    void runInstances_beyondTheQuota_isRefused() {
        fill(4998);

        assertThat(Refused.by(() -> run(3))).startsWith("NetworkInterfaceLimitExceeded: ");
        assertThat(ec2.describeInstances().reservations()).isEmpty();
        run(2);
        assertThat(Refused.by(() -> run(1))).startsWith("NetworkInterfaceLimitExceeded: ");
    }

    @Test
    @AwsFact(
            value = "Lambda says by an error of its own that a Region has no more network interfaces",
            source = "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html")
    void createFunction_beyondTheQuota_isRefused() {
        fill(5000);
        fake.iam().createRole(role -> role.roleName("job").assumeRolePolicyDocument("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
                        "Principal":{"Service":"lambda.amazonaws.com"}}]}"""));
        LambdaClient lambda = client(LambdaClient.builder());

        assertThat(Refused.by(() -> lambda.createFunction(create -> create.functionName("job")
                        .role("arn:aws:iam::123456789012:role/job")
                        .runtime("python3.12")
                        .handler("index.handler")
                        .code(code -> code.zipFile(SdkBytes.fromUtf8String("code")))
                        .vpcConfig(vpc -> vpc.subnetIds(subnet).securityGroupIds(group())))))
                .startsWith("ENILimitReachedException: ");
        assertThat(lambda.listFunctions().functions()).isEmpty();
    }

    private String group() {
        return ec2.describeSecurityGroups().securityGroups().get(0).groupId();
    }

    @Test
    @AwsFact(
            value = "The quota of network interfaces is raised on request",
            source = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html")
    void createNetworkInterface_raisedQuota_isAllowed() {
        fill(5000);

        fake.quotas(Quotas.none().raised(RegionQuota.NETWORK_INTERFACES, 5001));

        assertThat(create()).startsWith("eni-");
        assertThat(Refused.by(this::create)).startsWith("NetworkInterfaceLimitExceeded: ");
    }
}
