package dev.firebreak.testkit.service.ec2.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateErrorCode;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

class LaunchTemplateCasesTest extends Ec2Cases {
    private static final String API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/";
    private static final String DESCRIBE = API + "API_DescribeLaunchTemplateVersions.html";
    private static final String DELETE = API + "API_DeleteLaunchTemplateVersions.html";
    private Ec2Client ec2;
    private String image;
    private String template;

    @BeforeEach
    void connect() {
        ec2 = ec2();
        image = ec2.describeImages().images().get(0).imageId();
        var disk = LaunchTemplateBlockDeviceMappingRequest.builder()
                .deviceName("/dev/sdf")
                .ebs(ebs -> ebs.volumeSize(7))
                .build();
        template = ec2.createLaunchTemplate(request -> request.launchTemplateName("web")
                        .launchTemplateData(data -> data.imageId(image)
                                .instanceType(InstanceType.T3_MICRO)
                                .blockDeviceMappings(disk)))
                .launchTemplate()
                .launchTemplateId();
    }

    private LaunchTemplateVersion add(InstanceType type) {
        return ec2.createLaunchTemplateVersion(request -> request.launchTemplateId(template)
                        .sourceVersion("1")
                        .launchTemplateData(data -> data.instanceType(type)))
                .launchTemplateVersion();
    }

    private List<Long> versions(String... named) {
        return ec2
                .describeLaunchTemplateVersions(
                        request -> request.launchTemplateId(template).versions(named))
                .launchTemplateVersions()
                .stream()
                .map(LaunchTemplateVersion::versionNumber)
                .toList();
    }

    private InstanceType launched(String version) {
        return ec2.runInstances(request -> request.minCount(1)
                        .maxCount(1)
                        .launchTemplate(from -> from.launchTemplateId(template).version(version)))
                .instances()
                .get(0)
                .instanceType();
    }

    @Test
    @AwsFact(
            value = "A version made from a source version has its parameters, except those that are given",
            source = API + "API_CreateLaunchTemplateVersion.html")
    void createVersion_fromSource_inheritsTheRest() {
        LaunchTemplateVersion made = add(InstanceType.T3_LARGE);

        assertThat(made.versionNumber()).isEqualTo(2);
        assertThat(made.defaultVersion()).isFalse();
        assertThat(made.launchTemplateData().imageId()).isEqualTo(image);
        assertThat(made.launchTemplateData().instanceType()).isEqualTo(InstanceType.T3_LARGE);
        assertThat(made.launchTemplateData().blockDeviceMappings().get(0).ebs().volumeSize())
                .isEqualTo(7);
    }

    @Test
    @AwsFact(
            value = "RunInstances without a version launches the default version",
            source = API + "API_LaunchTemplateSpecification.html")
    void runInstances_versions_areDefaultAndLatest() {
        add(InstanceType.T3_LARGE);

        assertThat(launched("")).isEqualTo(InstanceType.T3_MICRO);
        assertThat(launched("$Latest")).isEqualTo(InstanceType.T3_LARGE);
    }

    @Test
    @AwsFact(
            value = "The default version is what ModifyLaunchTemplate says",
            source = API + "API_ModifyLaunchTemplate.html")
    void modifyLaunchTemplate_default_isLaunched() {
        add(InstanceType.T3_LARGE);

        ec2.modifyLaunchTemplate(request -> request.launchTemplateId(template).defaultVersion("2"));

        assertThat(launched("$Default")).isEqualTo(InstanceType.T3_LARGE);
        assertThat(Refused.by(() -> ec2.modifyLaunchTemplate(
                        request -> request.launchTemplateId(template).defaultVersion("9"))))
                .startsWith("InvalidLaunchTemplateId.VersionNotFound: ");
    }

    @Test
    @AwsFact(value = "Versions are described by number, by name and by range", source = DESCRIBE)
    void describeVersions_numbersNamesAndRanges_select() {
        add(InstanceType.T3_LARGE);
        add(InstanceType.T3_SMALL);

        assertThat(versions()).containsExactly(3L, 2L, 1L);
        assertThat(versions("$Latest", "$Default")).containsExactly(3L, 1L);
        assertThat(ec2.describeLaunchTemplateVersions(request -> request.launchTemplateId(template)
                                .minVersion("2")
                                .maxVersion("2"))
                        .launchTemplateVersions())
                .hasSize(1);
        assertThat(Refused.by(() -> versions("4"))).startsWith("InvalidLaunchTemplateId.VersionNotFound: ");
    }

    @Test
    @AwsFact(value = "Without a template, only the latest and the default versions are described", source = DESCRIBE)
    void describeVersions_noTemplate_givesLatestOfAll() {
        add(InstanceType.T3_LARGE);

        assertThat(ec2.describeLaunchTemplateVersions(request -> request.versions("$Latest"))
                        .launchTemplateVersions())
                .extracting(LaunchTemplateVersion::versionNumber)
                .containsExactly(2L);
        assertThat(Refused.by(() -> ec2.describeLaunchTemplateVersions(request -> request.versions("1"))))
                .startsWith("InvalidParameterCombination: ");
    }

    @Test
    @AwsFact(value = "The default version is not deleted, and numbers are not used again", source = DELETE)
    void deleteVersions_defaultStays_andNumbersGoOn() {
        add(InstanceType.T3_LARGE);

        var answer = ec2.deleteLaunchTemplateVersions(
                request -> request.launchTemplateId(template).versions("1", "2", "7"));

        assertThat(answer.successfullyDeletedLaunchTemplateVersions())
                .extracting(item -> item.versionNumber())
                .containsExactly(2L);
        assertThat(answer.unsuccessfullyDeletedLaunchTemplateVersions())
                .extracting(item -> item.responseError().code())
                .containsExactly(
                        LaunchTemplateErrorCode.UNEXPECTED_ERROR,
                        LaunchTemplateErrorCode.LAUNCH_TEMPLATE_VERSION_DOES_NOT_EXIST);
        assertThat(add(InstanceType.T3_SMALL).versionNumber()).isEqualTo(3);
    }

    @Test
    @AwsFact(value = "A deleted template goes with all its versions", source = API + "API_DeleteLaunchTemplate.html")
    void deleteLaunchTemplate_isGone() {
        ec2.deleteLaunchTemplate(request -> request.launchTemplateName("web"));

        assertThat(ec2.describeLaunchTemplates().launchTemplates()).isEmpty();
        assertThat(Refused.by(() -> launched("1"))).startsWith("InvalidLaunchTemplateId.NotFound: ");
    }
}
