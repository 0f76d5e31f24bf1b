package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** The resources that an event names, by which it is found. */
final class EventResources {
    /** How deep in an answer resources are looked for. */
    private static final int DEPTH = 4;

    private static final Map<String, String> BY_MEMBER = Map.ofEntries(
            Map.entry("InstanceId", "AWS::EC2::Instance"),
            Map.entry("VolumeId", "AWS::EC2::Volume"),
            Map.entry("SnapshotId", "AWS::EC2::Snapshot"),
            Map.entry("ImageId", "AWS::EC2::Ami"),
            Map.entry("ec2.GroupId", "AWS::EC2::SecurityGroup"),
            Map.entry("SecurityGroupId", "AWS::EC2::SecurityGroup"),
            Map.entry("NetworkInterfaceId", "AWS::EC2::NetworkInterface"),
            Map.entry("VpcId", "AWS::EC2::VPC"),
            Map.entry("SubnetId", "AWS::EC2::Subnet"),
            Map.entry("RouteTableId", "AWS::EC2::RouteTable"),
            Map.entry("NetworkAclId", "AWS::EC2::NetworkAcl"),
            Map.entry("InternetGatewayId", "AWS::EC2::InternetGateway"),
            Map.entry("ec2.KeyName", "AWS::EC2::KeyPair"),
            Map.entry("iam.UserName", "AWS::IAM::User"),
            Map.entry("iam.RoleName", "AWS::IAM::Role"),
            Map.entry("iam.GroupName", "AWS::IAM::Group"),
            Map.entry("iam.PolicyArn", "AWS::IAM::Policy"),
            Map.entry("iam.InstanceProfileName", "AWS::IAM::InstanceProfile"),
            Map.entry("AccessKeyId", "AWS::IAM::AccessKey"),
            Map.entry("sts.RoleArn", "AWS::IAM::Role"),
            Map.entry("sts.AssumedRoleId", "AWS::STS::AssumedRole"),
            Map.entry("s3.Bucket", "AWS::S3::Bucket"),
            Map.entry("kms.KeyId", "AWS::KMS::Key"),
            Map.entry("lambda.FunctionName", "AWS::Lambda::Function"),
            Map.entry("DBInstanceIdentifier", "AWS::RDS::DBInstance"),
            Map.entry("DBSnapshotIdentifier", "AWS::RDS::DBSnapshot"),
            Map.entry("AutoScalingGroupName", "AWS::AutoScaling::AutoScalingGroup"),
            Map.entry("LaunchConfigurationName", "AWS::AutoScaling::LaunchConfiguration"),
            Map.entry("cloudtrail.Name", "AWS::CloudTrail::Trail"),
            Map.entry("cloudtrail.TrailName", "AWS::CloudTrail::Trail"));

    private static final Map<String, String> BY_PREFIX = Map.of(
            "i-", "AWS::EC2::Instance",
            "sg-", "AWS::EC2::SecurityGroup",
            "vol-", "AWS::EC2::Volume",
            "snap-", "AWS::EC2::Snapshot",
            "ami-", "AWS::EC2::Ami",
            "eni-", "AWS::EC2::NetworkInterface",
            "vpc-", "AWS::EC2::VPC",
            "subnet-", "AWS::EC2::Subnet");

    private final String service;
    private final Set<Resource> found = new LinkedHashSet<>();

    private EventResources(String service) {
        this.service = service;
    }

    /**
     * A resource.
     *
     * @param type its type, such as {@code AWS::EC2::Instance}
     * @param name its name or id
     */
    record Resource(String type, String name) {}

    static Set<Resource> of(ApiCall call) {
        var resources = new EventResources(call.service());
        resources.scan(call.request(), 0);
        SdkPojo response = call.response();
        if (response != null) {
            resources.scan(response, 0);
        }
        return resources.found;
    }

    private void scan(SdkPojo pojo, int depth) {
        if (depth > DEPTH) {
            return;
        }
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value instanceof Collection<?> values) {
                String singular = field.memberName().replaceFirst("s$", "");
                values.forEach(each -> take(singular, each, depth));
            } else {
                take(field.memberName(), value, depth);
            }
        }
    }

    private void take(String member, @Nullable Object value, int depth) {
        if (value instanceof SdkPojo pojo) {
            scan(pojo, depth + 1);
        } else if (value instanceof String name) {
            String type = BY_MEMBER.getOrDefault(service + "." + member, BY_MEMBER.get(member));
            if (type == null && member.equals("Resource")) {
                type = BY_PREFIX.get(name.substring(0, name.indexOf('-') + 1));
            }
            if (type != null) {
                found.add(new Resource(type, name));
            }
        }
    }

    /** The element {@code resources}, which the records of S3, STS and KMS have. */
    static ArrayNode named(ApiCall call) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        switch (call.service()) {
            case "s3" -> s3(call, json);
            case "sts" -> named(json, call, text(call.request(), "RoleArn"), "AWS::IAM::Role");
            case "kms" -> named(json, call, text(call.request(), "KeyId"), "AWS::KMS::Key");
            default -> {}
        }
        return json;
    }

    private static void s3(ApiCall call, ArrayNode json) {
        String bucket = text(call.request(), "Bucket");
        String key = text(call.request(), "Key");
        if (bucket != null && key != null) {
            json.addObject().put("type", "AWS::S3::Object").put("ARN", "arn:aws:s3:::" + bucket + "/" + key);
        }
        named(json, call, bucket == null ? null : "arn:aws:s3:::" + bucket, "AWS::S3::Bucket");
    }

    private static void named(ArrayNode json, ApiCall call, @Nullable String arn, String type) {
        if (arn != null && arn.startsWith("arn:")) {
            json.addObject()
                    .put("accountId", call.owners().resource())
                    .put("type", type)
                    .put("ARN", arn);
        }
    }

    static @Nullable String text(SdkPojo request, String member) {
        SdkField<?> field = request.sdkFieldNameToField().get(member);
        return field != null && field.getValueOrDefault(request) instanceof String text ? text : null;
    }
}
