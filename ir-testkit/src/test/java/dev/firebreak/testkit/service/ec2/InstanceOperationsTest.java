package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.Ec2Shapes;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

class InstanceOperationsTest {
    private final ManualClock clock = ManualClock.create();
    private final FakeAws fake = FakeAws.builder().clock(clock).build();
    private final Ec2Client ec2 = fake.ec2();
    private final Estate estate = Estate.in(fake);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void runInstances_nothingButAnImage_usesTheDefaultNetwork() {
        Instance instance = run(RunInstancesRequest.builder());

        assertThat(instance.state().name()).isEqualTo(InstanceStateName.RUNNING);
        assertThat(instance.securityGroups())
                .extracting(group -> group.groupName())
                .containsExactly("default");
        assertThat(instance.publicIpAddress()).isNotEmpty();
        assertThat(instance.blockDeviceMappings()).hasSize(1);
        assertThat(instance.privateIpAddress()).startsWith("172.31.");
    }

    @Test
    void runInstances_sameClientToken_launchesOnce() {
        RunInstancesRequest.Builder request = RunInstancesRequest.builder().clientToken("token");

        assertThat(run(request).instanceId()).isEqualTo(run(request).instanceId());
    }

    @Test
    void runInstances_profileThatDoesNotExist_isRefused() {
        assertThat(Refused.by(
                        () -> run(RunInstancesRequest.builder().iamInstanceProfile(profile -> profile.name("nobody")))))
                .isEqualTo("InvalidParameterValue: Value (nobody) for parameter iamInstanceProfile.name is invalid."
                        + " Invalid IAM Instance Profile name");
    }

    // API_ModifyInstanceAttribute: "can result in an error if the instance has more than one ENI"
    @Test
    void modifyInstanceAttribute_groupsWithTwoInterfaces_isRefused() {
        LaunchedInstance instance = estate.launch(InstanceSpec.named("web").interfaces(2));
        String group = estate.group("other");

        assertThat(Refused.by(() -> ec2.modifyInstanceAttribute(
                        request -> request.instanceId(instance.id()).groups(group))))
                .isEqualTo("InvalidInstanceID: There are multiple interfaces attached to instance '" + instance.id()
                        + "'. Please specify an interface ID for the operation instead.");
    }

    @Test
    void modifyInstanceAttribute_groupsWithOneInterface_changesIt() {
        LaunchedInstance instance = estate.launch(InstanceSpec.named("web"));
        String group = estate.group("other");

        ec2.modifyInstanceAttribute(request -> request.instanceId(instance.id()).groups(group));

        assertThat(describe(instance.id()).securityGroups())
                .extracting(each -> each.groupId())
                .containsExactly(group);
    }

    // API_ModifyInstanceAttribute: "You can specify only one attribute at a time"
    @Test
    void modifyInstanceAttribute_twoAttributes_isRefused() {
        LaunchedInstance instance = estate.launch(InstanceSpec.named("web"));

        assertThat(Refused.by(() -> ec2.modifyInstanceAttribute(request -> request.instanceId(instance.id())
                        .disableApiTermination(yes())
                        .disableApiStop(yes()))))
                .isEqualTo("InvalidParameterCombination: Fields for multiple attribute types specified:"
                        + " disableApiStop, disableApiTermination");
    }

    @Test
    void modifyInstanceAttribute_deleteOnTermination_changesTheVolume() {
        LaunchedInstance instance = estate.launch(InstanceSpec.named("web").dataVolumes(1));

        ec2.modifyInstanceAttribute(
                request -> request.instanceId(instance.id()).blockDeviceMappings(Ec2Shapes.kept("/dev/sdf")));

        assertThat(describe(instance.id()).blockDeviceMappings())
                .extracting(mapping -> mapping.ebs().deleteOnTermination())
                .containsExactly(true, false);
    }

    @Test
    void terminateInstances_protected_isRefused() {
        LaunchedInstance instance = estate.launch(InstanceSpec.named("web"));
        ec2.modifyInstanceAttribute(request -> request.instanceId(instance.id()).disableApiTermination(yes()));

        assertThat(Refused.by(() -> ec2.terminateInstances(request -> request.instanceIds(instance.id()))))
                .startsWith("OperationNotPermitted: The instance '" + instance.id() + "' may not be terminated.");
    }

    @Test
    void terminateInstances_volumesAndInterfaces_goAsTheySay() {
        LaunchedInstance instance = estate.launch(InstanceSpec.named("web").dataVolumes(1));
        String kept = instance.volumeIds().get(1);
        ec2.modifyInstanceAttribute(
                request -> request.instanceId(instance.id()).blockDeviceMappings(Ec2Shapes.kept("/dev/sdf")));

        ec2.terminateInstances(request -> request.instanceIds(instance.id()));

        assertThat(ec2.describeVolumes().volumes())
                .extracting(volume -> volume.volumeId())
                .containsExactly(kept);
        assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    }

    // terminating-instances: "remains visible ... for a short while", about an hour
    @Test
    void describeInstances_terminated_isVisibleForAnHour() {
        LaunchedInstance instance = estate.launch(InstanceSpec.named("web"));
        ec2.terminateInstances(request -> request.instanceIds(instance.id()));

        assertThat(describe(instance.id()).state().name()).isEqualTo(InstanceStateName.TERMINATED);
        clock.advance(Duration.ofHours(1));

        assertThat(Refused.by(() -> describe(instance.id())))
                .isEqualTo("InvalidInstanceID.NotFound: The instance ID '" + instance.id() + "' does not exist");
    }

    @Test
    void stopInstances_withAStopTime_passesThroughStopping() {
        LaunchedInstance instance = estate.launch(InstanceSpec.named("web"));
        var state = fake.world()
                .account(fake.accountId())
                .region(fake.region().id())
                .ec2();
        state.timing(state.timing().instances(Duration.ofSeconds(30)));

        ec2.stopInstances(request -> request.instanceIds(instance.id()));

        assertThat(describe(instance.id()).state().name()).isEqualTo(InstanceStateName.STOPPING);
        clock.advance(Duration.ofSeconds(30));
        assertThat(describe(instance.id()).state().name()).isEqualTo(InstanceStateName.STOPPED);
    }

    @Test
    void describeInstances_malformedId_isRefused() {
        assertThat(Refused.by(() -> describe("i-xyz"))).isEqualTo("InvalidInstanceID.Malformed: Invalid id: \"i-xyz\"");
    }

    @Test
    void describeInstances_pages_giveEveryInstanceOnce() {
        run(RunInstancesRequest.builder().minCount(12).maxCount(12));
        var seen = new ArrayList<String>();

        ec2.describeInstancesPaginator(request -> request.maxResults(5)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .forEach(instance -> seen.add(instance.instanceId()));

        assertThat(seen).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void describeInstances_filtersByTagAndState_selects() {
        LaunchedInstance web = estate.launch(InstanceSpec.named("web").tag("team", "shop"));
        estate.launch(InstanceSpec.named("db").tag("team", "data"));

        var found = ec2.describeInstances(request -> request.filters(
                        Ec2Shapes.filter("tag:team", "sh*"), Ec2Shapes.filter("instance-state-name", "running")))
                .reservations();

        assertThat(found).hasSize(1);
        assertThat(found.get(0).instances().get(0).instanceId()).isEqualTo(web.id());
    }

    @Test
    void getConsoleOutput_text_comesInBase64() {
        LaunchedInstance instance = estate.launch(InstanceSpec.named("web").consoleOutput("Booted\n"));

        String output = ec2.getConsoleOutput(request -> request.instanceId(instance.id()))
                .output();

        assertThat(new String(Base64.getDecoder().decode(output), StandardCharsets.UTF_8))
                .isEqualTo("Booted\n");
    }

    @Test
    void describeInstanceAttribute_userData_comesInBase64() {
        LaunchedInstance instance = estate.launch(InstanceSpec.named("web").userData("#!/bin/sh"));

        String data = ec2.describeInstanceAttribute(
                        request -> request.instanceId(instance.id()).attribute(InstanceAttributeName.USER_DATA))
                .userData()
                .value();

        assertThat(Base64.getDecoder().decode(data))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("#!/bin/sh");
    }

    @Test
    void freshRegion_network_isAsAwsMakesIt() {
        var subnets = fake.ec2()
                .describeSubnets(request -> request.filters(Ec2Shapes.filter("default-for-az", "true")))
                .subnets();
        var acl = ec2.describeNetworkAcls().networkAcls().get(0);

        assertThat(subnets)
                .extracting(subnet -> subnet.availabilityZone())
                .containsExactly("eu-west-1a", "eu-west-1b", "eu-west-1c");
        assertThat(acl.entries()).extracting(entry -> entry.ruleNumber()).containsExactly(100, 32767, 100, 32767);
        assertThat(ec2.describeRouteTables().routeTables().get(0).routes()).hasSize(2);
    }

    private Instance run(RunInstancesRequest.Builder request) {
        String image = ec2.describeImages().images().get(0).imageId();
        RunInstancesRequest asked = request.build();
        return ec2.runInstances(request.imageId(image)
                        .minCount(asked.minCount() == null ? 1 : asked.minCount())
                        .maxCount(asked.maxCount() == null ? 1 : asked.maxCount())
                        .build())
                .instances()
                .get(0);
    }

    private Instance describe(String id) {
        return ec2.describeInstances(request -> request.instanceIds(List.of(id)))
                .reservations()
                .get(0)
                .instances()
                .get(0);
    }

    private static AttributeBooleanValue yes() {
        return AttributeBooleanValue.builder().value(true).build();
    }
}
