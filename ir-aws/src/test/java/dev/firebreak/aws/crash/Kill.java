package dev.firebreak.aws.crash;

import dev.firebreak.aws.crash.ChildProcess.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One end of a process.
 *
 * @param work what it was doing
 * @param point where it is to be killed
 */
record Kill(Response response, Work work, int point) {
    /** One at each point of each response and each release. */
    static List<Kill> all(Path directory) {
        var kills = new ArrayList<Kill>();
        for (Response response : Response.all()) {
            try (var stage = new Stage(response, directory.resolve("points-" + kills.size()))) {
                var responding = Fate.spared();
                var releasing = Fate.spared();
                stage.respond(responding);
                if (!response.isEvidence()) {
                    stage.release(releasing);
                }
                Stream.concat(kills(response, Work.RESPOND, responding), kills(response, Work.RELEASE, releasing))
                        .forEach(kills::add);
            }
        }
        return kills;
    }

    private static Stream<Kill> kills(Response response, Work work, Fate life) {
        return IntStream.rangeClosed(1, life.passed()).mapToObj(point -> new Kill(response, work, point));
    }
}
