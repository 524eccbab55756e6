package org.comity.letters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import org.comity.documents.IncomingFile;
import org.comity.kernel.Actor;
import org.comity.letters.LetterContent.Account;
import org.comity.letters.LetterContent.Authority;
import org.comity.letters.LetterContent.Belief;
import org.comity.letters.LetterContent.Certificate;
import org.comity.letters.LetterContent.Confidentiality;
import org.comity.letters.LetterContent.DataKind;
import org.comity.letters.LetterContent.Enclosure;
import org.comity.letters.LetterContent.Evidence;
import org.comity.letters.LetterContent.Fact;
import org.comity.letters.LetterContent.IdentifierType;
import org.comity.letters.LetterContent.InvolvedPerson;
import org.comity.letters.LetterContent.Nature;
import org.comity.letters.LetterContent.NonDisclosure;
import org.comity.letters.LetterContent.NonDisclosureGround;
import org.comity.letters.LetterContent.Offence;
import org.comity.letters.LetterContent.OtherFacts;
import org.comity.letters.LetterContent.PersonRole;
import org.comity.letters.LetterContent.Preservation;
import org.comity.letters.LetterContent.PreservationBasis;
import org.comity.letters.LetterContent.PreviousContact;
import org.comity.letters.LetterContent.Procedure;
import org.comity.letters.LetterContent.Proceedings;
import org.comity.letters.LetterContent.Subject;
import org.comity.letters.LetterContent.Summary;
import org.comity.letters.LetterContent.TimeLimit;
import org.comity.letters.LetterContent.Urgency;
import org.comity.letters.LetterContent.UrgencyReason;
import org.comity.letters.LetterContent.UseUndertaking;
import org.comity.letters.LetterContent.When;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.LinkedMultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A letter that lacks nothing, of an invented kidnapping.
 */
public final class SampleLetters {

	static final UUID OFFENCE = UUID.fromString("00000000-0000-7000-8000-00000000a001");

	static final UUID FACT = UUID.fromString("00000000-0000-7000-8000-00000000b001");

	static final UUID ACCOUNT = UUID.fromString("00000000-0000-7000-8000-00000000c001");

	static final UUID COMPANY = UUID.fromString("00000000-0000-7000-8000-00000000d001");

	private SampleLetters() {
	}

	public static LetterContent kidnapping() {
		Offence kidnapping = new Offence(OFFENCE, "Common law", "", "Kidnapping",
				"Kidnapping is an offence at common law: the taking or carrying away of one person by another, by force or"
						+ " by fraud, without the consent of the person so taken, and without lawful excuse.",
				"imprisonment for life", null, true,
				"Had it happened in the United States, the conduct would be kidnapping and the sending of ransom demands,"
						+ " punishable by imprisonment for more than one year.");
		Fact mail = new Fact(FACT, new When(LocalDate.of(2026, 3, 2), LocalTime.of(21, 14)),
				"A mail from redwharf77@gmail.example demanded GBP 250,000 for the release of the victim, with a"
						+ " photograph of him holding that day's newspaper.",
				"Handset of the victim's father, seized on 3 March 2026, exhibit KL/1; statement of the father of the same"
						+ " day.");
		Fact signIn = new Fact(UUID.fromString("00000000-0000-7000-8000-00000000b002"),
				new When(LocalDate.of(2026, 3, 3), LocalTime.of(6, 2)),
				"Somebody signed in to the account from the IP address 203.0.113.44.",
				"The provider's emergency disclosure of 3 March 2026, exhibit KL/4.");
		Fact router = new Fact(UUID.fromString("00000000-0000-7000-8000-00000000b003"),
				new When(LocalDate.of(2026, 3, 4), null),
				"That address was assigned to the router at the suspect's home, found there on a search under warrant.",
				"Record of the internet access provider, exhibit KL/6; search record of 4 March 2026.");
		Map<DataKind, String> data = new EnumMap<>(DataKind.class);
		data.put(DataKind.BASIC_SUBSCRIBER,
				"To show who opened the account and from where it was used at the times of the demands.");
		data.put(DataKind.OTHER_RECORDS,
				"To show with whom the account's user was in touch while the victim was held.");
		data.put(DataKind.CONTENT,
				"The demands were sent from this account, so the other messages of the same days, the drafts and the"
						+ " photographs are likely to show who wrote them, where the victim was held and who took part.");
		Account account = new Account(ACCOUNT, COMPANY, "Google LLC", IdentifierType.EMAIL, "redwharf77@gmail.example",
				Instant.parse("2026-01-30T00:00:00Z"), Instant.parse("2026-03-05T23:59:00Z"), new TreeMap<>(data),
				List.of(mail.id(), signIn.id(), router.id()), List.of(OFFENCE));
		return new LetterContent(new Subject("Kidnapping of a student in Northshire, March 2026"),
				new Authority("Northshire Police, Major Crime Unit", "Crown Prosecution Service, Northshire Area",
						"Detective Inspector Kemi Lawal"),
				new Proceedings(
						"A student was taken from a street in Northshire and held for ransom. One man is charged; an accomplice"
								+ " is at large.",
						Nature.INVESTIGATION,
						"One suspect was arrested on 4 March 2026 and is in custody. The accomplice is not identified."),
				List.of(kidnapping),
				new Summary(
						"On the evening of 1 March 2026 a student aged nineteen was taken from a street by two men and"
								+ " driven away.\n\nOn the following evening his father received a mail from the account with which"
								+ " this letter is concerned. It demanded GBP 250,000 and threatened the student's life."
								+ "\n\nThe student was found alive on 5 March 2026. The account was used from the home of the suspect"
								+ " now in custody. Its messages are likely to identify the second man, who is still at large."),
				List.of(mail, signIn, router),
				List.of(new InvolvedPerson(
						UUID.fromString("00000000-0000-7000-8000-00000000e001"), "Daniel Redwharf", PersonRole.SUSPECT,
						LocalDate.of(1991, 7, 14), "In custody, Northshire", "British", Belief.NO, "")),
				List.of(account),
				new Evidence(
						"Messages, headers and sign-in records of the account that show who demanded the ransom, who"
								+ " helped, and where the victim was held.",
						"To identify the second man, and to prove who demanded the ransom at trial."),
				new Procedure(new TreeSet<>(List.of(Certificate.FRE_902_11, Certificate.FRE_902_13)), ""),
				new Confidentiality(true, "The accomplice is at large and does not know that the account is known."),
				new NonDisclosure(true,
						new TreeSet<>(List.of(NonDisclosureGround.FLIGHT, NonDisclosureGround.DESTROYING_EVIDENCE)),
						"The accomplice is at large, uses the account or has its password, and would delete what it holds."),
				new Urgency(true, new TreeSet<>(List.of(UrgencyReason.CUSTODY_TIME_LIMIT)), LocalDate.of(2026, 9, 2),
						null, "The suspect cannot be held longer than the custody time limit without a trial."),
				new TimeLimit(LocalDate.of(2026, 8, 1), "The evidence must be served a month before the trial."),
				List.of(new Preservation(UUID.fromString("00000000-0000-7000-8000-00000000f001"),
						PreservationBasis.STATUTORY, "P-2026-88121", LocalDate.of(2026, 3, 4), LocalDate.of(2026, 6, 2),
						List.of(ACCOUNT))),
				new PreviousContact(true,
						"An emergency disclosure was asked for and given on 3 March 2026; see fact 2."),
				new UseUndertaking(true), new OtherFacts(""),
				List.of(new Enclosure(UUID.fromString("00000000-0000-7000-8000-000000009001"),
						"The ransom mail, printed", UUID.fromString("00000000-0000-7000-8000-000000009002"),
						"KL-1-mail.pdf", 48_211, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")));
	}

	static LetterVersion version(int number, LetterContent content, String note) {
		LetterVersion.Kind kind = (number == 1) ? LetterVersion.Kind.LETTER : LetterVersion.Kind.ADDENDUM;
		String canonical = LetterJson.canonical("CPS-NORTHSHIRE-2026-00012", number, kind, note, content);
		return new LetterVersion(UUID.fromString("00000000-0000-7000-8000-000000000001"), number, kind,
				"CPS-NORTHSHIRE-2026-00012", content, canonical, LetterJson.hash(canonical), note,
				UUID.fromString("00000000-0000-7000-8000-000000000002"), "Joanna Whitfield-Okonkwo",
				Instant.parse("2026-03-14T10:42:00Z"), UUID.fromString("00000000-0000-7000-8000-000000000003"));
	}

	/** Drafts a letter that lacks nothing. */
	public static void fill(Letters letters, Actor officer, UUID request) {
		ObjectNode tree = LetterJson.tree(kidnapping());
		for (LetterSection section : LetterSection.values()) {
			if (!section.list()) {
				assertThat(letters.save(officer, request, section, tree.path(section.key()),
						letters.draft(officer, request).version(section)))
					.isInstanceOf(SaveResult.Saved.class);
			}
		}
		for (LetterSection section : List.of(LetterSection.OFFENCES, LetterSection.FACTS, LetterSection.PERSONS)) {
			tree.path(section.key())
				.forEach((item) -> letters.saveItem(officer, request, section, null, (ObjectNode) item.deepCopy(), 0,
						UUID.randomUUID()));
		}
		LetterContent draft = letters.draft(officer, request).content();
		ObjectNode account = (ObjectNode) tree.path("accounts").path(0).deepCopy();
		account.put("company", letters.companies(request).get(0).id().toString());
		account.putArray("facts").add(draft.facts().get(0).id().toString());
		account.putArray("offences").add(draft.offences().get(0).id().toString());
		letters.saveItem(officer, request, LetterSection.ACCOUNTS, null, account, 0, UUID.randomUUID());
		byte[] bytes = "the mail".getBytes(StandardCharsets.UTF_8);
		try {
			letters.enclose(officer, request, "The ransom mail", new IncomingFile("file", "mail.txt", "text/plain",
					new ByteArrayInputStream(bytes), new LinkedMultiValueMap<>()), UUID.randomUUID());
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		assertThat(letters.missing(officer, request)).isEmpty();
	}

}
