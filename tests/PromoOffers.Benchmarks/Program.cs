using PromoOffers.Benchmarks;

return await Command.Run(args, new Dictionary<string, Func<BenchmarkRun, Task>>
{
    ["import"] = Import.Run,
    ["participants"] = Participants.Run,
    ["awards"] = Awards.Run,
    ["race"] = Race.Run,
});
