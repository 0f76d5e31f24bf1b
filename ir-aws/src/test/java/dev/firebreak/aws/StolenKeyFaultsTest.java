package dev.firebreak.aws;

class StolenKeyFaultsTest extends FaultMatrix {
    @Override
    Exercise exercise() {
        return new StolenKeyExercise();
    }
}
