using PromoOffers.Benchmarks;

return await Command.Run(args, new Dictionary<string, Func<BenchmarkRun, Task>>
{
    ["awards"] = Awards.Run,
});
