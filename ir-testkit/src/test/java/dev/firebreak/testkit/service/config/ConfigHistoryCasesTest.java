package dev.firebreak.testkit.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.world.AwsEvent;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConfigurationItem;
import software.amazon.awssdk.services.config.model.ConfigurationItemStatus;
import software.amazon.awssdk.services.config.model.ResourceKey;
import software.amazon.awssdk.services.config.model.ResourceType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;

class ConfigHistoryCasesTest extends ConfigCases {
    private static final String HISTORY =
            "https://docs.aws.amazon.com/config/latest/APIReference/API_GetResourceConfigHistory.html";
    private static final String ITEM =
            "https://docs.aws.amazon.com/config/latest/developerguide/config-item-table.html";
    private static final String START =
            "https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigurationRecorder.html";
    private static final String RECORDER =
            "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html";

    @Test
    @AwsFact(value = "Every change of a security group is an item, the newest first", source = HISTORY)
    void history_groupChanged_hasBothStates() {
        ConfigClient config = recording();
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2);
        open(ec2, group, 22);

        var items = history(config, ResourceType.AWS_EC2_SECURITY_GROUP, group);

        assertThat(items)
                .extracting(ConfigurationItem::configurationItemStatus)
                .containsExactly(ConfigurationItemStatus.OK, ConfigurationItemStatus.RESOURCE_DISCOVERED);
        assertThat(items.get(0).configuration()).contains("\"fromPort\":22");
        assertThat(items.get(1).configuration()).doesNotContain("\"fromPort\":22");
    }

    @Test
    @AwsFact(value = "An item of a deleted resource says so", source = ITEM)
    void history_groupDeleted_endsWithThat() {
        ConfigClient config = recording();
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2);
        ec2.deleteSecurityGroup(delete -> delete.groupId(group));

        assertThat(history(config, ResourceType.AWS_EC2_SECURITY_GROUP, group)
                        .get(0)
                        .configurationItemStatus())
                .isEqualTo(ConfigurationItemStatus.RESOURCE_DELETED);
    }

    @Test
    @AwsFact(value = "An instance's item names its security groups as relationships", source = ITEM)
    void history_instance_hasRelationships() {
        ConfigClient config = recording();
        var web = Estate.in(fake).launch(InstanceSpec.named("web"));
        client(Ec2Client.builder())
                .createTags(tag -> tag.resources(web.id())
                        .tags(Tag.builder().key("case").value("7").build()));

        ConfigurationItem item =
                history(config, ResourceType.AWS_EC2_INSTANCE, web.id()).get(0);

        assertThat(item.tags()).containsEntry("case", "7");
        assertThat(item.relationships())
                .anySatisfy(relation ->
                        assertThat(relation.relationshipName()).isEqualTo("Is associated with SecurityGroup"));
        assertThat(item.arn()).isEqualTo("arn:aws:ec2:eu-west-1:123456789012:instance/" + web.id());
    }

    @Test
    @AwsFact(value = "A change is seen some minutes after it was made", source = HISTORY)
    void history_justChanged_comesLater() {
        ConfigClient config = recording();
        String group = group(client(Ec2Client.builder()));

        String refusal = Refused.by(() -> config.getResourceConfigHistory(
                get -> get.resourceType(ResourceType.AWS_EC2_SECURITY_GROUP).resourceId(group)));

        assertThat(refusal).startsWith("ResourceNotDiscoveredException");
    }

    @Test
    @AwsFact(value = "While the recorder is stopped nothing is recorded", source = START)
    void history_stopped_hasNothingOfIt() {
        ConfigClient config = recording();
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2);
        config.stopConfigurationRecorder(stop -> stop.configurationRecorderName("default"));
        open(ec2, group, 22);

        assertThat(history(config, ResourceType.AWS_EC2_SECURITY_GROUP, group)).hasSize(1);
    }

    @Test
    @AwsFact(value = "A recorder does not start without a delivery channel", source = START)
    void startConfigurationRecorder_noChannel_isRefused() {
        ConfigClient config = client(ConfigClient.builder());
        config.putConfigurationRecorder(put -> put.configurationRecorder(
                recorder -> recorder.name("default").roleARN("arn:aws:iam::123456789012:role/config")));

        assertThat(Refused.by(
                        () -> config.startConfigurationRecorder(start -> start.configurationRecorderName("default"))))
                .isEqualTo("NoAvailableDeliveryChannelException: "
                        + "Delivery channel is not available to start configuration recorder.");
    }

    @Test
    @AwsFact(value = "An account has one recorder in a Region", source = RECORDER)
    void putConfigurationRecorder_second_isRefused() {
        ConfigClient config = prepared();

        assertThat(Refused.by(() -> config.putConfigurationRecorder(put -> put.configurationRecorder(
                        recorder -> recorder.name("other").roleARN("arn:aws:iam::123456789012:role/config")))))
                .startsWith("MaxNumberOfConfigurationRecordersExceededException");
    }

    @Test
    @AwsFact(value = "A bucket's item has its policy beside the configuration", source = ITEM)
    void history_bucketPolicy_isSupplementary() {
        ConfigClient config = recording();
        client(S3Client.builder()).putBucketPolicy(put -> put.bucket("config-1").policy("""
                                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",
                                "Resource":"arn:aws:s3:::config-1/x"}]}
                                """));

        var items = history(config, ResourceType.AWS_S3_BUCKET, "config-1");

        assertThat(items).hasSize(2);
        assertThat(items.get(0).supplementaryConfiguration().get("BucketPolicy"))
                .contains("Deny");
    }

    @Test
    @AwsFact(value = "IAM users are recorded by their unique id when global types are included", source = RECORDER)
    void listDiscoveredResources_user_isThere() {
        ConfigClient config = recording();
        String id = fake.iam().createUser(make -> make.userName("eve")).user().userId();
        clock.advance(LAG);

        var found = config.listDiscoveredResources(list -> list.resourceType(ResourceType.AWS_IAM_USER))
                .resourceIdentifiers();

        assertThat(found).singleElement().satisfies(user -> {
            assertThat(user.resourceId()).isEqualTo(id);
            assertThat(user.resourceName()).isEqualTo("eve");
        });
    }

    @Test
    @AwsFact(
            value = "The current configuration of many resources is asked for at once",
            source = "https://docs.aws.amazon.com/config/latest/APIReference/API_BatchGetResourceConfig.html")
    void batchGetResourceConfig_known_hasLatest() {
        ConfigClient config = recording();
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2);
        open(ec2, group, 443);
        clock.advance(LAG);

        var items = config.batchGetResourceConfig(get -> get.resourceKeys(
                        ResourceKey.builder()
                                .resourceType(ResourceType.AWS_EC2_SECURITY_GROUP)
                                .resourceId(group)
                                .build(),
                        ResourceKey.builder()
                                .resourceType(ResourceType.AWS_EC2_SECURITY_GROUP)
                                .resourceId("sg-0123456789abcdef0")
                                .build()))
                .baseConfigurationItems();

        assertThat(items)
                .singleElement()
                .satisfies(item -> assertThat(item.configuration()).contains("\"toPort\":443"));
    }

    @Test
    @AwsFact(
            value = "A change of an item is an event",
            source =
                    "https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html")
    void events_groupMade_tellOfIt() {
        var told = new ArrayList<AwsEvent>();
        fake.world().events().listen(told::add);
        recording();
        told.clear();
        String group = group(client(Ec2Client.builder()));

        assertThat(told)
                .filteredOn(event -> event.detailType().equals("Config Configuration Item Change"))
                .anySatisfy(event -> assertThat(event.detail()
                                .at("/configurationItem/resourceId")
                                .asText())
                        .isEqualTo(group));
    }
}
