package org.sledopyt;

/** The program. What it can do stands in {@code org.sledopyt.command}. */
public final class Sledopyt {

    private Sledopyt() {}

    public static void main(String[] arguments) {
        System.out.println("Sledopyt");
    }
}
