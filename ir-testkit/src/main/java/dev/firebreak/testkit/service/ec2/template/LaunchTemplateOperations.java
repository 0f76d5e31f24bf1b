package dev.firebreak.testkit.service.ec2.template;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.ec2.LaunchTemplateVersions;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.ModifyLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.ModifyLaunchTemplateResponse;

/** Launch templates. */
final class LaunchTemplateOperations {
    private static final String TYPE = "launch-template";
    private static final String NAME = "[a-zA-Z0-9().\\-/_]{3,128}";
    private static final int MOST = 200;

    private LaunchTemplateOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateLaunchTemplate", CreateLaunchTemplateRequest::builder, LaunchTemplateOperations::create)
                .on(
                        "DescribeLaunchTemplates",
                        DescribeLaunchTemplatesRequest::builder,
                        LaunchTemplateOperations::describe)
                .on("ModifyLaunchTemplate", ModifyLaunchTemplateRequest::builder, LaunchTemplateOperations::modify);
    }

    private static CreateLaunchTemplateResponse create(Call call, CreateLaunchTemplateRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        String name = Refusals.required(request.launchTemplateName(), "LaunchTemplateName");
        if (!name.matches(NAME)) {
            throw AwsError.of(
                    "InvalidLaunchTemplateName.MalformedException",
                    "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.");
        }
        var templates = call.region().ec2().launchTemplates();
        if (templates.all().stream().anyMatch(template -> template.name().equals(name))) {
            throw AwsError.of(
                    "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
        }
        var template = new LaunchTemplateVersions(
                call.world().ids().ec2("lt"),
                name,
                new LaunchTemplateVersions.Version(
                        1,
                        Refusals.required(request.launchTemplateData(), "LaunchTemplateData"),
                        request.versionDescription(),
                        call.now(),
                        Callers.of(call).arn()));
        templates.put(template);
        Tagging.apply(call, request.tagSpecifications(), TYPE, template.id());
        return CreateLaunchTemplateResponse.builder()
                .launchTemplate(view(call, template))
                .build();
    }

    private static DescribeLaunchTemplatesResponse describe(Call call, DescribeLaunchTemplatesRequest request) {
        checkMost(request.maxResults());
        var filters = new Filters<>(call, LaunchTemplateVersions::id)
                .on("launch-template-name", LaunchTemplateVersions::name)
                .on("create-time", LaunchTemplateVersions::created);
        var asked = new ArrayList<>(Kind.LAUNCH_TEMPLATE.get(call, request.launchTemplateIds()));
        if (!request.launchTemplateNames().isEmpty()) {
            asked.clear();
            request.launchTemplateNames().forEach(name -> asked.add(LaunchTemplates.byName(call, name)));
        }
        var page = Page.of(filters.select(asked, request.filters()), request.maxResults(), request.nextToken(), 1);
        return DescribeLaunchTemplatesResponse.builder()
                .launchTemplates(page.map(template -> view(call, template)))
                .nextToken(page.nextToken())
                .build();
    }

    private static ModifyLaunchTemplateResponse modify(Call call, ModifyLaunchTemplateRequest request) {
        LaunchTemplateVersions template =
                LaunchTemplates.named(call, request.launchTemplateId(), request.launchTemplateName());
        String number = Refusals.required(request.defaultVersion(), "SetDefaultVersion");
        LaunchTemplateVersions changed =
                template.withDefault(LaunchTemplates.version(template, number).number());
        call.region().ec2().launchTemplates().put(changed);
        return ModifyLaunchTemplateResponse.builder()
                .launchTemplate(view(call, changed))
                .build();
    }

    static void checkMost(@Nullable Integer maxResults) {
        if (maxResults != null && maxResults > MOST) {
            throw Refusals.value(
                    "Value ( %d ) for parameter maxResults is invalid. Expecting a value between 1 and %d.",
                    maxResults, MOST);
        }
    }

    static LaunchTemplate view(Call call, LaunchTemplateVersions template) {
        return LaunchTemplate.builder()
                .launchTemplateId(template.id())
                .launchTemplateName(template.name())
                .defaultVersionNumber(template.defaultNumber())
                .latestVersionNumber(template.latest())
                .createTime(template.created())
                .createdBy(template.versions().values().iterator().next().creator())
                .tags(call.region().ec2().tags().list(template.id()))
                .build();
    }
}
