package org.comity.accounts;

import java.util.Set;

import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.Person;
import org.comity.directory.Staff;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens the first administrator's account, from which every other account is opened. It
 * cannot add a second one by accident: where an active administrator exists it refuses,
 * unless it is forced (all administrators have lost their passwords).
 */
@Service
class FirstAdministrator {

	private final StaffAccounts accounts;

	private final Directory directory;

	private final Staff staff;

	FirstAdministrator(StaffAccounts accounts, Directory directory, Staff staff) {
		this.accounts = accounts;
		this.directory = directory;
		this.staff = staff;
	}

	@Transactional
	Outcome create(String email, String name, boolean force) {
		Office administration = this.directory.officeByCode("ADMINISTRATION").orElseThrow();
		this.staff.hold(administration.id());
		boolean one = this.directory.people(administration.id()).stream().anyMatch(Person::active);
		if (one && !force) {
			return Outcome.refused(Rejection.of("accounts.rule.administrator-exists"));
		}
		return this.accounts.open(null, administration, name, email, Set.of(Role.ADMINISTRATOR), Set.of());
	}

}
