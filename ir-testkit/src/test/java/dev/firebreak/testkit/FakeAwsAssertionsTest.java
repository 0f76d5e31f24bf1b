package dev.firebreak.testkit;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.iam.model.StatusType;

class FakeAwsAssertionsTest {
    private static final Instant CONTAINED = Instant.parse("2026-01-15T09:00:00Z");
    private static final String DENY =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"%s\","
                    + "\"Resource\":[\"*\"],\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"%s\"}%s}}}";

    private final ScriptedEc2 ec2 = new ScriptedEc2();
    private final FakeAws fake = FakeAws.builder().service(ec2).build();

    @AfterEach
    void close() {
        fake.close();
    }

    @BeforeEach
    void isolate() {
        ec2.group("sg-none", List.of(), List.of());
        instance(builder -> builder.networkInterfaces(eni("eni-1", "sg-none"), eni("eni-2", "sg-none")));
    }

    private void instance(Consumer<Instance.Builder> settings) {
        ec2.instance = ec2.instance.toBuilder().applyMutation(settings).build();
    }

    private static InstanceNetworkInterface eni(String id, String... groups) {
        return InstanceNetworkInterface.builder()
                .networkInterfaceId(id)
                .groups(List.of(groups).stream()
                        .map(group -> GroupIdentifier.builder().groupId(group).build())
                        .toList())
                .build();
    }

    private static void fails(Runnable assertion, String... saying) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion::run)
                .satisfies(error -> org.assertj.core.api.Assertions.assertThat(error.getMessage())
                        .contains(saying));
    }

    @Test
    void isIsolated_noRules_passes() {
        assertThat(fake).instance("i-1").isIsolated();
    }

    @Test
    void isIsolated_ipv6EgressOnSecondInterface_saysWhatIsOpen() {
        var rule = IpPermission.builder()
                .ipProtocol("-1")
                .ipv6Ranges(Ipv6Range.builder().cidrIpv6("::/0").build())
                .build();
        ec2.group("sg-v6", List.of(), List.of(rule));
        instance(builder -> builder.networkInterfaces(eni("eni-1", "sg-none"), eni("eni-2", "sg-v6")));

        fails(() -> assertThat(fake).instance("i-1").isIsolated(), "eni-2 via sg-v6: outbound all traffic ::/0");
    }

    @Test
    void isIsolated_inboundFromGroup_saysPorts() {
        var rule = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(22)
                .toPort(22)
                .userIdGroupPairs(
                        UserIdGroupPair.builder().groupId("sg-bastion").build())
                .build();
        ec2.group("sg-in", List.of(rule), List.of());
        instance(builder -> builder.networkInterfaces(eni("eni-1", "sg-in")));

        fails(() -> assertThat(fake).instance("i-1").isIsolated(), "sg-in: inbound tcp 22-22 sg-bastion");
    }

    @Test
    void isIsolated_twoGroupsOrNoInterface_fails() {
        instance(builder -> builder.networkInterfaces(eni("eni-1", "sg-none", "sg-other")));
        fails(() -> assertThat(fake).instance("i-1").isIsolated(), "carries 2 security groups");

        instance(builder -> builder.networkInterfaces(List.of()));
        fails(() -> assertThat(fake).instance("i-1").isIsolated(), "no network interface");
    }

    @Test
    void hasGroups_anyOrder_passesAndOthersFail() {
        instance(builder -> builder.networkInterfaces(eni("eni-1", "sg-b", "sg-a")));

        assertThat(fake).instance("i-1").hasGroups("eni-1", "sg-a", "sg-b");
        fails(() -> assertThat(fake).instance("i-1").hasGroups("eni-1", "sg-a"), "[sg-a]", "[sg-a, sg-b]");
        fails(() -> assertThat(fake).instance("i-1").hasGroups("eni-9", "sg-a"), "network interface eni-9");
    }

    @Test
    void hasNoInstanceProfile_associationLeft_fails() {
        assertThat(fake).instance("i-1").hasNoInstanceProfile();

        ec2.associations = List.of(IamInstanceProfileAssociation.builder()
                .associationId("iip-assoc-1")
                .state("associated")
                .build());
        fails(() -> assertThat(fake).instance("i-1").hasNoInstanceProfile(), "iip-assoc-1 (associated)");
    }

    @Test
    void hasNoInstanceProfile_profileOnInstance_fails() {
        instance(builder -> builder.iamInstanceProfile(profile -> profile.arn("arn:profile")));

        fails(() -> assertThat(fake).instance("i-1").hasNoInstanceProfile(), "arn:profile");
    }

    @Test
    void isProtectedFromTermination_attribute_decides() {
        fails(() -> assertThat(fake).instance("i-1").isProtectedFromTermination(), "protected from termination");

        ec2.isProtected = true;
        assertThat(fake).instance("i-1").isProtectedFromTermination();
    }

    @Test
    void hasTag_value_decides() {
        instance(builder -> builder.tags(Tag.builder().key("ir:case").value("7").build()));

        assertThat(fake).instance("i-1").hasTag("ir:case", "7");
        fails(() -> assertThat(fake).instance("i-1").hasTag("ir:case", "8"), "ir:case=8", "{ir:case=7}");
    }

    @Test
    void accessKey_status_decides() {
        fake.iam().createUser(request -> request.userName("mallory"));
        String key = fake.iam()
                .createAccessKey(request -> request.userName("mallory"))
                .accessKey()
                .accessKeyId();
        assertThat(fake).accessKey(key).isActive();
        fails(() -> assertThat(fake).accessKey(key).isInactive(), key, "mallory", "Inactive", "Active");

        fake.iam()
                .updateAccessKey(
                        request -> request.userName("mallory").accessKeyId(key).status(StatusType.INACTIVE));

        assertThat(fake).accessKey(key).isInactive();
        fails(() -> assertThat(fake).accessKey("AKIANONE").isInactive(), "does not exist");
    }

    private void role(String policy) {
        fake.iam()
                .createRole(
                        request -> request.roleName("web")
                                .assumeRolePolicyDocument(
                                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                                + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"));
        fake.iam()
                .putRolePolicy(request -> request.roleName("web")
                        .policyName("AWSRevokeOlderSessions")
                        .policyDocument(policy));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-15T09:00:00Z", "2026-01-15T09:00:01.000Z", "2026-01-15T10:00:00+01:00"})
    void role_denyNotEarlier_passes(String issued) {
        role(String.format(DENY, "*", issued, ""));

        assertThat(fake).role("web").deniesSessionsIssuedBefore(CONTAINED);
    }

    @Test
    void role_denyTooEarly_showsPolicies() {
        role(String.format(DENY, "*", "2026-01-15T08:59:59Z", ""));

        fails(
                () -> assertThat(fake).role("web").deniesSessionsIssuedBefore(CONTAINED),
                "AWSRevokeOlderSessions",
                "2026-01-15T08:59:59Z");
    }

    @Test
    void role_denyOfSomeActionsOrUnderMoreConditions_fails() {
        role(String.format(DENY, "s3:*", "2026-01-15T09:00:00Z", ""));
        fails(() -> assertThat(fake).role("web").deniesSessionsIssuedBefore(CONTAINED), "s3:*");

        fake.iam()
                .putRolePolicy(request -> request.roleName("web")
                        .policyName("AWSRevokeOlderSessions")
                        .policyDocument(String.format(
                                DENY, "*", "2026-01-15T09:00:00Z", ",\"Bool\":{\"aws:SecureTransport\":\"false\"}")));
        fails(() -> assertThat(fake).role("web").deniesSessionsIssuedBefore(CONTAINED), "SecureTransport");
    }
}
