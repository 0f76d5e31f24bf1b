package dev.firebreak.testkit.attack;

import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** Alice, who may do everything, and an instance whose role may read a bucket and assume another role. */
final class AttackScene implements AutoCloseable {
    static final String ALL = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
    static final String NONE = """
            {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""";
    static final String ROLE = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":["s3:ListBucket","s3:GetObject"],
               "Resource":["arn:aws:s3:::customers","arn:aws:s3:::customers/*"]},
              {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}""";

    final ManualClock clock = ManualClock.create();
    final FakeAws fake = FakeAws.builder().clock(clock).enforceIam().build();
    final LaunchedInstance web;
    final AccessKey key;

    AttackScene() {
        fake.iam().createUser(user -> user.userName("alice"));
        fake.iam().putUserPolicy(put -> put.userName("alice").policyName("all").policyDocument(ALL));
        key = fake.iam().createAccessKey(made -> made.userName("alice")).accessKey();
        web = Estate.in(fake).launch(InstanceSpec.named("web").profile("web"));
        fake.iam().putRolePolicy(put -> put.roleName("web").policyName("read").policyDocument(ROLE));
        fake.s3().createBucket(bucket -> bucket.bucket("customers"));
        fake.s3().putObject(object -> object.bucket("customers").key("all.csv"), RequestBody.fromString("names"));
    }

    AttackerBuilder withKey() {
        return fake.attacker().withKey(key);
    }

    AttackerBuilder withShell() {
        return fake.attacker().withShellOn(web.id());
    }

    void disableKey() {
        fake.iam()
                .updateAccessKey(update ->
                        update.userName("alice").accessKeyId(key.accessKeyId()).status("Inactive"));
    }

    void denyAlice() {
        fake.iam().putUserPolicy(put -> put.userName("alice").policyName("none").policyDocument(NONE));
    }

    /** Moves through an open group, so that what is tracked becomes untracked, into an empty one. */
    void isolate() {
        String open = group("open");
        fake.ec2().authorizeSecurityGroupIngress(in -> in.groupId(open).ipPermissions(everything()));
        move(open);
        moveToEmptyGroup();
    }

    /** Leaves alive what is tracked. */
    void moveToEmptyGroup() {
        String empty = group("empty");
        fake.ec2().revokeSecurityGroupEgress(out -> out.groupId(empty).ipPermissions(everything()));
        move(empty);
    }

    private String group(String name) {
        return fake.ec2()
                .createSecurityGroup(
                        create -> create.groupName(name).description(name).vpcId(web.vpcId()))
                .groupId();
    }

    private void move(String group) {
        fake.ec2()
                .modifyNetworkInterfaceAttribute(modify ->
                        modify.networkInterfaceId(web.interfaceIds().get(0)).groups(group));
    }

    private static IpPermission everything() {
        return IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build();
    }

    void removeProfile() {
        String association = fake.ec2()
                .describeIamInstanceProfileAssociations(all -> all.filters(
                        Filter.builder().name("instance-id").values(web.id()).build()))
                .iamInstanceProfileAssociations()
                .get(0)
                .associationId();
        fake.ec2().disassociateIamInstanceProfile(one -> one.associationId(association));
    }

    void revokeSessions(Instant until) {
        fake.iam().putRolePolicy(put -> put.roleName("web").policyName("revoke").policyDocument("""
                {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*",
                "Condition":{"DateLessThan":{"aws:TokenIssueTime":"%s"}}}}""".formatted(until)));
        clock.advance(Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        fake.close();
    }
}
