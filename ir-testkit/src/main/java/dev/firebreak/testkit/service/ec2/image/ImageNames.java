package dev.firebreak.testkit.service.ec2.image;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;

/** The names of images, which are unique among those of an account in a Region. */
final class ImageNames {
    private ImageNames() {}

    static void check(Call call, String name) {
        if (!name.matches("[A-Za-z0-9()\\[\\] ./\\-'@_]{3,128}")) {
            throw AwsError.of(
                    "InvalidAMIName.Malformed",
                    "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'");
        }
        call.region().ec2().images().all().stream()
                .filter(image -> Images.isOwn(call, image) && image.name().equals(name))
                .findFirst()
                .ifPresent(other -> {
                    throw AwsError.of(
                            "InvalidAMIName.Duplicate",
                            "AMI name %s is already in use by AMI %s",
                            name,
                            other.imageId());
                });
    }
}
