; Imports, and what they say of the whole file: a capture may be a trait.

(preproc_include) @import

; A file that imports a test framework is a test throughout.
((preproc_include path: (_) @test)
 (#match? @test "[<\"/](gtest|gmock|catch|catch_all|catch_test_macros|doctest|QtTest|QTest|CppUTest|TestHarness|cppunit)([./].*)?.$"))
((preproc_include path: (_) @test)
 (#match? @test "(boost/test/|cppunit/)"))
