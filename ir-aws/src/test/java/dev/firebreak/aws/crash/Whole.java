package dev.firebreak.aws.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * What a process makes of a response that nothing interrupts.
 *
 * @param contained the world behind the response
 * @param released the world behind its release, or behind the response where it has nothing to release
 */
record Whole(Ends responded, JsonNode contained, Ends releasing, JsonNode released) {
    static Whole of(Response response, Path directory) {
        try (var stage = new Stage(response, directory)) {
            Ends responded = stage.respond();
            JsonNode contained = stage.view();
            Ends releasing = response.isEvidence() ? responded : stage.release();
            return new Whole(responded, contained, releasing, stage.view());
        }
    }
}
