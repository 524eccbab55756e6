package org.comity.bench;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The same life as a BPMN process: a user task for each move, one after the other.
 */
final class Process {

	static final String KEY = "life";

	private Process() {
	}

	static String bpmn() {
		String tasks = Step.LIFE.stream()
			.map((step) -> "<userTask id=\"" + id(step) + "\" name=\"" + step.move() + "\"/>")
			.collect(Collectors.joining());
		StringBuilder flows = new StringBuilder();
		String before = "begin";
		for (Step step : Step.LIFE) {
			flows.append(flow(before, id(step)));
			before = id(step);
		}
		flows.append(flow(before, "end"));
		return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"comity\">"
				+ "<process id=\"" + KEY + "\" isExecutable=\"true\"><startEvent id=\"begin\"/>" + tasks
				+ "<endEvent id=\"end\"/>" + flows + "</process></definitions>";
	}

	private static String id(Step step) {
		return step.move().name().toLowerCase(Locale.ROOT);
	}

	private static String flow(String from, String to) {
		return "<sequenceFlow id=\"" + from + "-" + to + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\"/>";
	}

}
