package org.sledopyt;

import org.sledopyt.command.Commands;

/** The program. What it can do stands in {@code org.sledopyt.command}. */
public final class Sledopyt {

    private Sledopyt() {}

    public static void main(String[] arguments) {
        System.exit(Commands.run(arguments));
    }
}
