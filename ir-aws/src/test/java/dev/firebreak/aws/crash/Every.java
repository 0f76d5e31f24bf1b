package dev.firebreak.aws.crash;

/**
 * At how many of the points a process is made to die: at every one with {@code -Dfirebreak.killEvery=1}, at every hundredth if that is not
 * set. This holds for processes of their own, each of which costs a JVM. In play it is 20 times as many.
 */
final class Every {
    static final int IN_EARNEST = Integer.getInteger("firebreak.killEvery", 100);
    static final int IN_PLAY = Math.max(1, IN_EARNEST / 20);

    private Every() {}
}
