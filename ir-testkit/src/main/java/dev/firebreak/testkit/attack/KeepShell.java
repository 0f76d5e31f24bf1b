package dev.firebreak.testkit.attack;

import java.util.List;

/** Keeps a reverse shell open, and has a process on the instance open it anew when it was cut. */
record KeepShell(int port) implements Move {
    @Override
    public String name() {
        return "keep a shell at port " + port;
    }

    @Override
    public void attempt(Foothold foothold) {
        List<Shell> alive = foothold.shells().stream().filter(Shell::isAlive).toList();
        if (alive.isEmpty()) {
            reopen(foothold);
        }
        alive.forEach(shell -> send(foothold, shell));
    }

    private static void send(Foothold foothold, Shell shell) {
        foothold.change();
        shell.connection().send();
    }

    private void reopen(Foothold foothold) {
        List<Implant> implants = foothold.implants();
        if (implants.isEmpty()) {
            throw new MoveFailedException("Nothing runs on any instance that would call back");
        }
        Implant caller = implants.stream()
                .filter(implant -> implant.reaches(port))
                .findFirst()
                .orElse(implants.get(0));
        if (caller.reaches(port)) {
            foothold.change();
        }
        foothold.keep(caller.call(port));
    }
}
