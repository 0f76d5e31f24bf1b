package dev.firebreak.aws;

class StolenSessionFaultsTest extends FaultMatrix {
    @Override
    Exercise exercise() {
        return new StolenSessionExercise();
    }
}
