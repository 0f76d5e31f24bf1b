package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.service.config.RuleEvaluation.Verdict;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.config.model.ConfigRule;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Managed rules about EC2. */
final class NetworkRules {
    private static final int SSH = 22;

    private NetworkRules() {}

    static Map<ResourceKey, Verdict> incomingSshDisabled(Region region, ConfigRule rule) {
        return groups(region, group -> true, group -> group.rules().stream().noneMatch(NetworkRules::opensSsh));
    }

    private static boolean opensSsh(SecurityGroupRule rule) {
        boolean toAll = "0.0.0.0/0".equals(rule.cidrIpv4()) || "::/0".equals(rule.cidrIpv6());
        boolean everyProtocol = "-1".equals(rule.ipProtocol());
        boolean ssh = "tcp".equals(rule.ipProtocol())
                && rule.fromPort() != null
                && rule.toPort() != null
                && rule.fromPort() <= SSH
                && SSH <= rule.toPort();
        return !Boolean.TRUE.equals(rule.isEgress()) && toAll && (everyProtocol || ssh);
    }

    static Map<ResourceKey, Verdict> defaultGroupClosed(Region region, ConfigRule rule) {
        return groups(
                region,
                group -> group.name().equals("default"),
                group -> group.rules().isEmpty());
    }

    private static Map<ResourceKey, Verdict> groups(
            Region region, Predicate<Ec2SecurityGroup> concerned, Predicate<Ec2SecurityGroup> complies) {
        Map<ResourceKey, Verdict> verdicts = new LinkedHashMap<>();
        region.ec2().securityGroups().all().stream()
                .filter(concerned)
                .forEach(group -> verdicts.put(
                        new ResourceKey("AWS::EC2::SecurityGroup", group.id()), Verdict.of(complies.test(group))));
        return verdicts;
    }

    static Map<ResourceKey, Verdict> imdsV2(Region region, ConfigRule rule) {
        Map<ResourceKey, Verdict> verdicts = new LinkedHashMap<>();
        for (Ec2Instance instance : region.ec2().instances().all()) {
            if (instance.state(region.world().now()) != InstanceStateName.TERMINATED) {
                var options = instance.launched().metadataOptions();
                boolean required = options != null
                        && ("required".equals(options.httpTokensAsString())
                                || "disabled".equals(options.httpEndpointAsString()));
                verdicts.put(new ResourceKey("AWS::EC2::Instance", instance.id()), Verdict.of(required));
            }
        }
        return verdicts;
    }

    static Map<ResourceKey, Verdict> encryptedVolumes(Region region, ConfigRule rule) {
        Map<ResourceKey, Verdict> verdicts = new LinkedHashMap<>();
        for (Volume volume : region.ec2().volumes().all()) {
            // Only volumes in use are judged.
            if (!volume.attachments().isEmpty()) {
                verdicts.put(
                        new ResourceKey("AWS::EC2::Volume", volume.volumeId()),
                        Verdict.of(Boolean.TRUE.equals(volume.encrypted())));
            }
        }
        return verdicts;
    }

    static Map<ResourceKey, Verdict> ebsEncryptionByDefault(Region region, ConfigRule rule) {
        boolean encrypted = Inspection.ec2(
                        region,
                        GetEbsEncryptionByDefaultRequest.builder().build(),
                        GetEbsEncryptionByDefaultResponse.class)
                .map(answer -> Boolean.TRUE.equals(answer.ebsEncryptionByDefault()))
                .orElse(false);
        return Map.of(AccountRules.account(region), Verdict.of(encrypted));
    }
}
