package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConfigurationItem;
import software.amazon.awssdk.services.config.model.ResourceType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** What the cases of Config have in common. */
abstract class ConfigCases extends ServiceCases {
    static final Duration LAG = Duration.ofMinutes(3);

    /** A client of Config whose recorder records everything. */
    ConfigClient recording() {
        ConfigClient config = prepared();
        config.startConfigurationRecorder(start -> start.configurationRecorderName("default"));
        return config;
    }

    /** A client of Config whose recorder could be started. */
    ConfigClient prepared() {
        client(S3Client.builder())
                .createBucket(make -> make.bucket("config-1")
                        .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        ConfigClient config = client(ConfigClient.builder());
        config.putConfigurationRecorder(put -> put.configurationRecorder(recorder -> recorder.name("default")
                .roleARN("arn:aws:iam::123456789012:role/config")
                .recordingGroup(group -> group.allSupported(true).includeGlobalResourceTypes(true))));
        config.putDeliveryChannel(
                put -> put.deliveryChannel(channel -> channel.name("default").s3BucketName("config-1")));
        return config;
    }

    String group(Ec2Client ec2) {
        return ec2.createSecurityGroup(make -> make.groupName("web")
                        .description("web")
                        .vpcId(ec2.describeVpcs().vpcs().get(0).vpcId()))
                .groupId();
    }

    void open(Ec2Client ec2, String group, int port) {
        ec2.authorizeSecurityGroupIngress(open -> open.groupId(group)
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .cidrIp("0.0.0.0/0"));
    }

    List<ConfigurationItem> history(ConfigClient config, ResourceType type, String id) {
        clock.advance(LAG);
        return config.getResourceConfigHistory(get -> get.resourceType(type).resourceId(id))
                .configurationItems();
    }
}
