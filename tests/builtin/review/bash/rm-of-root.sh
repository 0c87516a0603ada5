rm -rf $FOLDER/*  # finding
rm -rf "$FOLDER"/*  # finding
rm -rf "$FOLDER/"*  # finding
rm -fr "$FOLDER/"  # finding
rm -r -f $1/usr/share  # finding
rm -rf "${FOLDER:?}"/*
rm -rf "$FOLDER"
rm -rf "$FOLDER/build"
rm -rf /tmp/$FOLDER
rm -f $FOLDER/*
rm -rf "$ROOT/usr/$name"
