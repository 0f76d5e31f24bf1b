package dev.firebreak.aws;

class DetachmentFaultsTest extends FaultMatrix {
    @Override
    Exercise exercise() {
        return new DetachmentExercise();
    }
}
