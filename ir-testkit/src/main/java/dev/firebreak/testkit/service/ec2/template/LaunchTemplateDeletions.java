package dev.firebreak.testkit.service.ec2.template;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.LaunchTemplateVersions;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateVersionsResponseErrorItem;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateVersionsResponseSuccessItem;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateErrorCode;

/** Deletes launch templates and versions of them; the default version goes only with its template. */
final class LaunchTemplateDeletions {
    private static final int MOST = 200;

    private LaunchTemplateDeletions() {}

    static void addTo(Operations operations) {
        operations
                .on("DeleteLaunchTemplate", DeleteLaunchTemplateRequest::builder, LaunchTemplateDeletions::delete)
                .on(
                        "DeleteLaunchTemplateVersions",
                        DeleteLaunchTemplateVersionsRequest::builder,
                        LaunchTemplateDeletions::deleteVersions);
    }

    private static DeleteLaunchTemplateResponse delete(Call call, DeleteLaunchTemplateRequest request) {
        LaunchTemplateVersions template =
                LaunchTemplates.named(call, request.launchTemplateId(), request.launchTemplateName());
        var answer = DeleteLaunchTemplateResponse.builder()
                .launchTemplate(LaunchTemplateOperations.view(call, template))
                .build();
        call.region().ec2().launchTemplates().remove(template.id());
        call.region().ec2().tags().forget(template.id());
        return answer;
    }

    private static DeleteLaunchTemplateVersionsResponse deleteVersions(
            Call call, DeleteLaunchTemplateVersionsRequest request) {
        LaunchTemplateVersions template =
                LaunchTemplates.named(call, request.launchTemplateId(), request.launchTemplateName());
        List<String> versions = Refusals.required(request.versions(), "LaunchTemplateVersion");
        if (versions.size() > MOST) {
            throw Refusals.value("At most %d versions of a launch template can be deleted at a time.", MOST);
        }
        var deleted = new ArrayList<DeleteLaunchTemplateVersionsResponseSuccessItem>();
        var kept = new ArrayList<DeleteLaunchTemplateVersionsResponseErrorItem>();
        for (String version : versions) {
            long number = version.matches("\\d{1,9}") ? Long.parseLong(version) : 0;
            if (template.versions().containsKey(number) && number != template.defaultNumber()) {
                template = template.without(number);
                deleted.add(gone(template, number));
            } else {
                kept.add(kept(template, number));
            }
        }
        call.region().ec2().launchTemplates().put(template);
        return DeleteLaunchTemplateVersionsResponse.builder()
                .successfullyDeletedLaunchTemplateVersions(deleted)
                .unsuccessfullyDeletedLaunchTemplateVersions(kept)
                .build();
    }

    private static DeleteLaunchTemplateVersionsResponseSuccessItem gone(LaunchTemplateVersions template, long number) {
        return DeleteLaunchTemplateVersionsResponseSuccessItem.builder()
                .launchTemplateId(template.id())
                .launchTemplateName(template.name())
                .versionNumber(number)
                .build();
    }

    private static DeleteLaunchTemplateVersionsResponseErrorItem kept(LaunchTemplateVersions template, long number) {
        boolean isDefault = number == template.defaultNumber();
        return DeleteLaunchTemplateVersionsResponseErrorItem.builder()
                .launchTemplateId(template.id())
                .launchTemplateName(template.name())
                .versionNumber(number)
                .responseError(error -> error.code(
                                isDefault
                                        ? LaunchTemplateErrorCode.UNEXPECTED_ERROR
                                        : LaunchTemplateErrorCode.LAUNCH_TEMPLATE_VERSION_DOES_NOT_EXIST)
                        .message(
                                isDefault
                                        ? "The default version of a launch template cannot be deleted."
                                        : "The specified launch template version does not exist."))
                .build();
    }
}
