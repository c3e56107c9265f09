using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace PromoOffers.Benchmarks;

/// <summary>What it takes to put the codes of a file into their table with its indexes, durably and with no check at all.</summary>
/// <param name="FileOrder">Seconds of a loop in the order of the file.</param>
/// <param name="Sorted">Seconds of one in the order of the codes, the sorting included.</param>
/// <param name="Shell">Seconds of sqlite3's .import; null: it is not installed.</param>
internal sealed record RawInserts(double FileOrder, double Sorted, double? Shell)
{
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000";

    public double Fastest => Math.Min(FileOrder, Sorted);

    public static async Task<RawInserts> Run(int lines)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "codes.txt");
        await using (var codes = new CodeLines(lines, seed: 2))
        await using (var written = File.Create(file))
            await codes.CopyToAsync(written);
        return new RawInserts(
            await OnNew(folder, database => Loop(database, InFileOrder(file))),
            await OnNew(folder, database => Loop(database, InOrderOfCodes(file, lines))),
            await OnNew(folder, database => ByShell(database, file)));
    }

    private static async Task<double> OnNew(TemporaryFolder folder, Action<string> work) =>
        await OnNew(folder, database =>
        {
            var began = Stopwatch.GetTimestamp();
            work(database);
            return Task.FromResult<double?>(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }) ?? 0;

    private static async Task<double?> OnNew(TemporaryFolder folder, Func<string, Task<double?>> work)
    {
        var database = Path.Combine(folder.Path, "raw.db");
        await (await SeededDatabase.Open(database)).DisposeAsync();
        var took = await work(database);
        foreach (var left in Directory.GetFiles(folder.Path, "raw.db*")) File.Delete(left);
        return took;
    }

    private static void Loop(string database, IEnumerable<(int Line, byte[] Code)> rows)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        using var transaction = connection.BeginTransaction();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO PromoCodes (Id, OfferId, FileId, Line, Code) VALUES ($id, 1, 1, $line, $code)";
        var (id, line, code) = (command.Parameters.Add("$id", SqliteType.Integer), command.Parameters.Add("$line", SqliteType.Integer), command.Parameters.Add("$code", SqliteType.Blob));
        command.Prepare();
        var next = 0L;
        foreach (var row in rows)
        {
            (id.Value, line.Value, code.Value) = (++next, row.Line, row.Code);
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private static IEnumerable<(int, byte[])> InFileOrder(string file)
    {
        using var reader = new BufferedStream(File.OpenRead(file), 1 << 20);
        var bytes = new byte[CodeLines.CodeLength + 1];
        for (var line = 1; reader.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length; line++)
            yield return (line, bytes[..CodeLines.CodeLength]);
    }

    /// <summary>By the first eight bytes, which settles it for random codes.</summary>
    private static (int Line, byte[] Code)[] InOrderOfCodes(string file, int lines)
    {
        var (keys, rows) = (new ulong[lines], new (int Line, byte[] Code)[lines]);
        foreach (var row in InFileOrder(file))
        {
            rows[row.Item1 - 1] = row;
            keys[row.Item1 - 1] = BinaryPrimitives.ReadUInt64BigEndian(row.Item2);
        }
        Array.Sort(keys, rows);
        return rows;
    }

    /// <summary>The columns behind the code come out empty, which it says of every line.</summary>
    private static async Task<double?> ByShell(string database, string file)
    {
        var table = Path.Combine(Path.GetDirectoryName(file)!, "codes.csv");
        await using (var written = File.CreateText(table))
        {
            foreach (var (line, code) in InFileOrder(file)) await written.WriteLineAsync($"{line},1,1,{line},{System.Text.Encoding.ASCII.GetString(code)}");
        }
        var start = new ProcessStartInfo("sqlite3", [database]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            var began = Stopwatch.GetTimestamp();
            using var shell = Process.Start(start)!;
            shell.OutputDataReceived += (_, _) => { };
            shell.ErrorDataReceived += (_, _) => { };
            shell.BeginOutputReadLine();
            shell.BeginErrorReadLine();
            await shell.StandardInput.WriteAsync($"{Pragmas};\nBEGIN;\n.mode csv\n.import {table} PromoCodes\nCOMMIT;\n");
            shell.StandardInput.Close();
            await shell.WaitForExitAsync();
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        catch (Win32Exception)
        {
            return null; // Not installed.
        }
        finally
        {
            File.Delete(table);
        }
    }
}
