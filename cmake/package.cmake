# What is installed, and the Debian package of it: cpack --preset release. Paths are those of Debian,
# from the root of the file system.
target_link_options(planwatch PRIVATE LINKER:-z,relro,-z,now)

set(packaging ${PROJECT_SOURCE_DIR}/daemon/packaging)
set(shared usr/share/planwatch)
install(TARGETS planwatch RUNTIME DESTINATION usr/bin)
install(DIRECTORY config/ganzhou DESTINATION ${shared}/config)
install(DIRECTORY config/schema DESTINATION ${shared}/config
        FILES_MATCHING PATTERN *.schema.json PATTERN reference.*.md)
install(DIRECTORY grafana/ DESTINATION ${shared}/grafana)
install(FILES ${packaging}/planwatch.service DESTINATION usr/lib/systemd/system)
install(FILES ${packaging}/planwatch.sysusers DESTINATION usr/lib/sysusers.d RENAME planwatch.conf)
install(FILES README.md README.zh-CN.md CHANGELOG.md ${packaging}/copyright
        DESTINATION usr/share/doc/planwatch)
install(DIRECTORY DESTINATION etc/planwatch)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME planwatch)
set(CPACK_PACKAGE_CONTACT "planwatch <root@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
    GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "monitoring and alerting for a government's yearly plan
 Pulls figures from departments, judges each against the plan's schedule, exposes them to Prometheus
 and Grafana, tells the unit that answers for a lagging target, escalates, and keeps the ledger.
 The plan of Ganzhou District is in /usr/share/planwatch/config/ganzhou.")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, init-system-helpers")
# Loaded when a feed asks for such a database.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
    "libsoci-postgresql4.0, libsoci-mysql4.0, libsoci-sqlite3-4.0, libsoci-odbc4.0")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "prometheus, grafana")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${packaging}/postinst ${packaging}/prerm ${packaging}/postrm)
include(CPack)
