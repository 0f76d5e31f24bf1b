package dev.firebreak.testkit.world;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;

/**
 * A launch template.
 *
 * @param id the template id
 * @param name the template name
 * @param versions what each version launches; version 1 is first
 */
public record LaunchTemplateVersions(String id, String name, List<RequestLaunchTemplateData> versions) {
    /** The version named by its number, {@code $Default} or {@code $Latest}; the default version is the first. */
    public Optional<RequestLaunchTemplateData> version(String version) {
        int number =
                switch (version) {
                    case "", "$Default" -> 1;
                    case "$Latest" -> versions.size();
                    default -> version.matches("\\d{1,6}") ? Integer.parseInt(version) : 0;
                };
        return number >= 1 && number <= versions.size() ? Optional.of(versions.get(number - 1)) : Optional.empty();
    }
}
