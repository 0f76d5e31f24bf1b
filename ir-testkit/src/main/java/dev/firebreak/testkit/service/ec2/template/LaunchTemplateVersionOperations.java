package dev.firebreak.testkit.service.ec2.template;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.LaunchTemplateVersions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;

/** Makes and describes the versions of launch templates. */
final class LaunchTemplateVersionOperations {
    private static final List<String> NAMES = List.of("$Latest", "$Default");

    private LaunchTemplateVersionOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateLaunchTemplateVersion",
                        CreateLaunchTemplateVersionRequest::builder,
                        LaunchTemplateVersionOperations::create)
                .on(
                        "DescribeLaunchTemplateVersions",
                        DescribeLaunchTemplateVersionsRequest::builder,
                        LaunchTemplateVersionOperations::describe);
    }

    private static CreateLaunchTemplateVersionResponse create(Call call, CreateLaunchTemplateVersionRequest request) {
        LaunchTemplateVersions template =
                LaunchTemplates.named(call, request.launchTemplateId(), request.launchTemplateName());
        RequestLaunchTemplateData data = Refusals.required(request.launchTemplateData(), "LaunchTemplateData");
        if (request.sourceVersion() != null) {
            data = TemplateData.merge(
                    LaunchTemplates.version(template, request.sourceVersion()).data(), data);
        }
        var version = new LaunchTemplateVersions.Version(
                template.made() + 1,
                data,
                request.versionDescription(),
                call.now(),
                Callers.of(call).arn());
        LaunchTemplateVersions changed = template.with(version);
        call.region().ec2().launchTemplates().put(changed);
        return CreateLaunchTemplateVersionResponse.builder()
                .launchTemplateVersion(view(changed, version))
                .build();
    }

    private static DescribeLaunchTemplateVersionsResponse describe(
            Call call, DescribeLaunchTemplateVersionsRequest request) {
        LaunchTemplateOperations.checkMost(request.maxResults());
        var filters = new Filters<>(call, LaunchTemplateVersion::launchTemplateId)
                .on("create-time", LaunchTemplateVersion::createTime)
                .on("is-default-version", LaunchTemplateVersion::defaultVersion)
                .on("image-id", version -> version.launchTemplateData().imageId())
                .on("instance-type", version -> version.launchTemplateData().instanceTypeAsString())
                .on("ebs-optimized", version -> version.launchTemplateData().ebsOptimized());
        List<LaunchTemplateVersion> asked = asked(call, request);
        var page = Page.of(filters.select(asked, request.filters()), request.maxResults(), request.nextToken(), 1);
        return DescribeLaunchTemplateVersionsResponse.builder()
                .launchTemplateVersions(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static List<LaunchTemplateVersion> asked(Call call, DescribeLaunchTemplateVersionsRequest request) {
        if (request.launchTemplateId() == null && request.launchTemplateName() == null) {
            return ofAll(call, request.versions());
        }
        LaunchTemplateVersions template =
                LaunchTemplates.named(call, request.launchTemplateId(), request.launchTemplateName());
        Stream<LaunchTemplateVersions.Version> versions = request.versions().isEmpty()
                ? template.versions().values().stream().filter(between(request.minVersion(), request.maxVersion()))
                : request.versions().stream()
                        .map(version -> LaunchTemplates.version(template, version))
                        .distinct();
        return newestFirst(versions).map(version -> view(template, version)).toList();
    }

    /** Without a template, only the versions that every template has can be asked for. */
    private static List<LaunchTemplateVersion> ofAll(Call call, List<String> versions) {
        if (versions.isEmpty() || !NAMES.containsAll(versions)) {
            throw Refusals.combination(
                    "A launch template ID or name must be specified, unless the versions are $Latest, $Default or both.");
        }
        Collection<LaunchTemplateVersions> templates =
                call.region().ec2().launchTemplates().all();
        return templates.stream()
                .flatMap(template -> newestFirst(versions.stream()
                                .flatMap(version -> template.find(version).stream())
                                .distinct())
                        .map(version -> view(template, version)))
                .toList();
    }

    private static Stream<LaunchTemplateVersions.Version> newestFirst(Stream<LaunchTemplateVersions.Version> versions) {
        return versions.sorted(
                Comparator.comparing(LaunchTemplateVersions.Version::number).reversed());
    }

    private static Predicate<LaunchTemplateVersions.Version> between(@Nullable String least, @Nullable String most) {
        long from = least == null ? 1 : number(least);
        long to = most == null ? Long.MAX_VALUE : number(most);
        return version -> version.number() >= from && version.number() <= to;
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw Refusals.value("Invalid launch template version: %s", text);
        }
        return Long.parseLong(text);
    }

    static LaunchTemplateVersion view(LaunchTemplateVersions template, LaunchTemplateVersions.Version version) {
        return LaunchTemplateVersion.builder()
                .launchTemplateId(template.id())
                .launchTemplateName(template.name())
                .versionNumber(version.number())
                .versionDescription(version.description())
                .createTime(version.created())
                .createdBy(version.creator())
                .defaultVersion(version.number() == template.defaultNumber())
                .launchTemplateData(TemplateData.answer(version.data()))
                .build();
    }
}
