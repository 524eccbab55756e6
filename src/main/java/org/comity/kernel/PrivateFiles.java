package org.comity.kernel;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;

/**
 * Creates files that nobody else on the machine may read, on POSIX systems and on
 * Windows.
 */
public final class PrivateFiles {

	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private PrivateFiles() {
	}

	/** Whether files have an owner and modes here. */
	public static boolean posix() {
		return POSIX;
	}

	/**
	 * Creates an empty file that only the current user may read and write.
	 * @throws java.nio.file.FileAlreadyExistsException if there is one
	 */
	public static void create(Path file) throws IOException {
		if (POSIX) {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			return;
		}
		Files.createFile(file);
		AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
		if (view != null) {
			// The user by name: an administrator's file belongs to the group, whose
			// rights the server sheds.
			UserPrincipal user = file.getFileSystem()
				.getUserPrincipalLookupService()
				.lookupPrincipalByName(System.getProperty("user.name"));
			view.setAcl(List.of(AclEntry.newBuilder()
				.setType(AclEntryType.ALLOW)
				.setPrincipal(user)
				.setPermissions(EnumSet.allOf(AclEntryPermission.class))
				.build()));
		}
	}

}
