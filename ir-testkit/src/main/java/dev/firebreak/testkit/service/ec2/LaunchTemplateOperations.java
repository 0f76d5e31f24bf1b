package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.LaunchTemplateVersions;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;

/** Launch templates. */
final class LaunchTemplateOperations {
    private static final String TYPE = "launch-template";

    private LaunchTemplateOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateLaunchTemplate", CreateLaunchTemplateRequest::builder, LaunchTemplateOperations::create)
                .on(
                        "DescribeLaunchTemplates",
                        DescribeLaunchTemplatesRequest::builder,
                        LaunchTemplateOperations::describe);
    }

    private static CreateLaunchTemplateResponse create(Call call, CreateLaunchTemplateRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        String name = Refusals.required(request.launchTemplateName(), "LaunchTemplateName");
        var templates = call.region().ec2().launchTemplates();
        if (templates.all().stream().anyMatch(template -> template.name().equals(name))) {
            throw AwsError.of(
                    "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
        }
        var template = new LaunchTemplateVersions(
                call.world().ids().ec2("lt"),
                name,
                List.of(Refusals.required(request.launchTemplateData(), "LaunchTemplateData")));
        templates.put(template);
        Tagging.apply(call, request.tagSpecifications(), TYPE, template.id());
        return CreateLaunchTemplateResponse.builder()
                .launchTemplate(view(call, template))
                .build();
    }

    private static DescribeLaunchTemplatesResponse describe(Call call, DescribeLaunchTemplatesRequest request) {
        var filters = new Filters<>(call, LaunchTemplateVersions::id)
                .on("launch-template-name", LaunchTemplateVersions::name);
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

    private static LaunchTemplate view(Call call, LaunchTemplateVersions template) {
        return LaunchTemplate.builder()
                .launchTemplateId(template.id())
                .launchTemplateName(template.name())
                .defaultVersionNumber(1L)
                .latestVersionNumber((long) template.versions().size())
                .tags(call.region().ec2().tags().list(template.id()))
                .build();
    }
}
