package dev.firebreak.aws;

import java.util.List;

/** What the SDK's retries make of a lost answer: a change that is asked for twice. */
class QuarantineRetriesTest extends FaultMatrix {
    @Override
    Exercise exercise() {
        return new QuarantineExercise();
    }

    @Override
    int attempts() {
        return 3;
    }

    @Override
    List<FaultKind> kinds() {
        return List.of(FaultKind.ANSWER_LOST);
    }
}
