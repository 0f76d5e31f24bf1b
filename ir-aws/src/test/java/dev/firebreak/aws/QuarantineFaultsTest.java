package dev.firebreak.aws;

class QuarantineFaultsTest extends FaultMatrix {
    @Override
    Exercise exercise() {
        return new QuarantineExercise();
    }
}
