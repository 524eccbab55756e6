package org.comity.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;

import org.springframework.stereotype.Controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Habits that hold in the whole code base.
 */
@AnalyzeClasses(packages = "org.comity", importOptions = ImportOption.DoNotIncludeTests.class)
class HabitsTests {

	@ArchTest
	static final ArchRule noDeskEntersAnother = slices()
		.matching("org.comity.desks.(police|cps|ukca|oia|usao|provider|audit|administrator)..")
		.should()
		.notDependOnEachOther();

	@ArchTest
	static final ArchRule nothingImportsTheDesks = noClasses().that()
		.resideOutsideOfPackage("org.comity.desks..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.comity.desks..");

	@ArchTest
	static final ArchRule theKernelKnowsNoFramework = noClasses().that()
		.resideInAPackage("org.comity.kernel")
		.and()
		.doNotHaveSimpleName("package-info")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "jakarta..", "org.hibernate..");

	@ArchTest
	static final ArchRule entitiesHaveNoSetters = methods().that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(Entity.class)
		.should(new ArchCondition<>("not be a setter") {
			@Override
			public void check(JavaMethod method, ConditionEvents events) {
				if (method.getName().matches("set[A-Z].*")) {
					events.add(SimpleConditionEvent.violated(method, method.getFullName() + " is a setter"));
				}
			}
		});

	@ArchTest
	static final ArchRule controllersAreNobodyElses = classes().that()
		.areAnnotatedWith(Controller.class)
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule namesSayWhatAThingIs = noClasses().should(new ArchCondition<JavaClass>("be called so") {
		@Override
		public void check(JavaClass type, ConditionEvents events) {
			boolean empty = type.getSimpleName().matches(".*(Manager|Helper|Util|Utils|Impl)");
			events.add(new SimpleConditionEvent(type, empty, type.getFullName()));
		}
	});

	@ArchTest
	static final ArchRule theClockIsAskedForTheTime = noClasses().that()
		.doNotHaveSimpleName("StoryClock")
		.and()
		.resideOutsideOfPackage("org.comity.embedded..")
		.should()
		.callMethod(java.time.Instant.class, "now")
		.orShould()
		.callMethod(java.time.LocalDate.class, "now")
		.orShould()
		.callMethod(java.time.LocalDateTime.class, "now");

}
