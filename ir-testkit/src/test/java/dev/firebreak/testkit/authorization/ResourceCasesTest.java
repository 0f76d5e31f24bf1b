package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.Refused;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.globalaccelerator.GlobalAcceleratorClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.networkfirewall.NetworkFirewallClient;
import software.amazon.awssdk.services.ssm.SsmClient;

class ResourceCasesTest extends EnforcedCases {
    private static final String REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference/";

    @Test
    @AwsFact(
            value = "Policies limit calls to Global Accelerator to arn:aws:globalaccelerator::account:accelerator/id",
            source = REFERENCE + "list_awsglobalaccelerator.html")
    void globalAccelerator_policyNamesOneAccelerator_allowsThatOne() {
        GlobalAcceleratorClient maker = client(GlobalAcceleratorClient.builder(), Region.US_WEST_2);
        String first = maker.createAccelerator(make -> make.name("first").idempotencyToken("1"))
                .accelerator()
                .acceleratorArn();
        String second = maker.createAccelerator(make -> make.name("second").idempotencyToken("2"))
                .accelerator()
                .acceleratorArn();
        GlobalAcceleratorClient ann = accelerators(user("ann", allow("globalaccelerator:Describe*", first)));

        assertThatCode(() -> ann.describeAccelerator(one -> one.acceleratorArn(first)))
                .doesNotThrowAnyException();
        assertThat(Refused.by(() -> ann.describeAccelerator(one -> one.acceleratorArn(second))))
                .contains("globalaccelerator:DescribeAccelerator on resource: " + second);
    }

    private GlobalAcceleratorClient accelerators(AwsCredentials as) {
        return client(
                GlobalAcceleratorClient.builder(),
                as,
                settings -> ((AwsServiceClientConfiguration.Builder) settings).region(Region.US_WEST_2));
    }

    @Test
    @AwsFact(
            value = "Policies limit calls to Network Firewall to its firewalls and firewall policies",
            source = REFERENCE + "list_awsnetworkfirewall.html")
    void networkFirewall_policyNamesOneFirewallPolicy_allowsThatOneByNameAndArn() {
        String mine = "arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/mine";
        NetworkFirewallClient ann =
                client(NetworkFirewallClient.builder(), user("ann", allow("network-firewall:*", mine)));

        assertThatCode(() -> make(ann, "mine")).doesNotThrowAnyException();
        assertThatCode(() -> ann.describeFirewallPolicy(one -> one.firewallPolicyArn(mine)))
                .doesNotThrowAnyException();
        assertThat(Refused.by(() -> make(ann, "other")))
                .contains("network-firewall:CreateFirewallPolicy on resource: " + mine.replace("mine", "other"));
    }

    private static void make(NetworkFirewallClient firewalls, String name) {
        firewalls.createFirewallPolicy(make -> make.firewallPolicyName(name)
                .firewallPolicy(policy ->
                        policy.statelessDefaultActions("aws:pass").statelessFragmentDefaultActions("aws:pass")));
    }

    @Test
    @AwsFact(
            value = "The ARN of a parameter has one slash before its name, whether that begins with one or not",
            source = "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html")
    void parameterStore_policyNamesAHierarchy_allowsWhatIsInIt() {
        SsmClient ann = client(
                SsmClient.builder(),
                user("ann", allow("ssm:PutParameter", "arn:aws:ssm:eu-west-1:123456789012:parameter/prod/*")));

        assertThatCode(() -> put(ann, "/prod/key")).doesNotThrowAnyException();
        assertThat(Refused.by(() -> put(ann, "test")))
                .contains("ssm:PutParameter on resource: arn:aws:ssm:eu-west-1:123456789012:parameter/test");
    }

    private static void put(SsmClient ssm, String name) {
        ssm.putParameter(put -> put.name(name).value("value").type("String"));
    }

    @Test
    @AwsFact(
            value = "Taking an instance profile off needs the permission on the instance",
            source = REFERENCE + "list_amazonec2.html")
    void disassociateIamInstanceProfile_policyNamesOneInstance_allowsThatOne() {
        IamClient iam = root();
        String trust = policy(
                "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}");
        iam.createRole(make -> make.roleName("web").assumeRolePolicyDocument(trust));
        iam.createInstanceProfile(make -> make.instanceProfileName("web"));
        iam.addRoleToInstanceProfile(add -> add.instanceProfileName("web").roleName("web"));
        Ec2Client ec2 = client(Ec2Client.builder());
        String first = launch(ec2);
        String second = launch(ec2);
        Ec2Client ann = client(
                Ec2Client.builder(),
                user(
                        "ann",
                        allow("ec2:Describe*", "*"),
                        allow(
                                "ec2:DisassociateIamInstanceProfile",
                                "arn:aws:ec2:eu-west-1:123456789012:instance/" + first)));

        assertThatCode(() -> takeOff(ann, first)).doesNotThrowAnyException();
        assertThat(Refused.by(() -> takeOff(ann, second))).startsWith("UnauthorizedOperation: ");
    }

    private static String launch(Ec2Client ec2) {
        String image =
                ec2.describeImages(all -> all.owners("amazon")).images().get(0).imageId();
        return ec2.runInstances(run -> run.imageId(image)
                        .minCount(1)
                        .maxCount(1)
                        .instanceType("t3.micro")
                        .iamInstanceProfile(profile -> profile.name("web")))
                .instances()
                .get(0)
                .instanceId();
    }

    private static void takeOff(Ec2Client ec2, String instance) {
        String association = ec2.describeIamInstanceProfileAssociations().iamInstanceProfileAssociations().stream()
                .filter(one -> one.instanceId().equals(instance))
                .findFirst()
                .orElseThrow()
                .associationId();
        ec2.disassociateIamInstanceProfile(one -> one.associationId(association));
    }
}
