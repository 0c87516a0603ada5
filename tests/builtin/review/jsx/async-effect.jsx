function Table({ load }) {
  useEffect(async () => { // finding
    await load();
  }, [load]);
  useEffect(() => {
    const run = async () => { await load(); };
    run();
  }, [load]);
  useCallback(async () => load(), [load]);
  return <table />;
}
