using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PromoOffers.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Draws : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "WinnerId",
                table: "Awards",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Drawings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    OfferId = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    OpensAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ClosesAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    FreezesAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Commitment = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    CommittedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ProtectedSeed = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Seed = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Entrants = table.Column<int>(type: "int", nullable: false),
                    TotalWeight = table.Column<long>(type: "bigint", nullable: false),
                    ListDigest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ListLocator = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true, collation: "Latin1_General_100_BIN2"),
                    FrozenAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    PublicValue = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Winners = table.Column<int>(type: "int", nullable: true),
                    Ranks = table.Column<int>(type: "int", nullable: false),
                    DrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    DrawnBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2"),
                    FinalizedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    FinalizedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2"),
                    LeaseOwner = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    LeaseUntil = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drawings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Drawings_Offers_OfferId",
                        column: x => x.OfferId,
                        principalTable: "Offers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DrawingRecords",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    DrawingId = table.Column<int>(type: "int", nullable: false),
                    Rank = table.Column<int>(type: "int", nullable: false),
                    Act = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Category = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    By = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    AfterFinal = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DrawingRecords", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DrawingRecords_Drawings_DrawingId",
                        column: x => x.DrawingId,
                        principalTable: "Drawings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Entries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    DrawingId = table.Column<int>(type: "int", nullable: false),
                    ParticipantId = table.Column<long>(type: "bigint", nullable: false),
                    PublicId = table.Column<string>(type: "nvarchar(22)", maxLength: 22, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EnteredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    BroughtById = table.Column<long>(type: "bigint", nullable: true),
                    Weight = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Entries_Drawings_DrawingId",
                        column: x => x.DrawingId,
                        principalTable: "Drawings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Entries_Participants_BroughtById",
                        column: x => x.BroughtById,
                        principalTable: "Participants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Entries_Participants_ParticipantId",
                        column: x => x.ParticipantId,
                        principalTable: "Participants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Winners",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    DrawingId = table.Column<int>(type: "int", nullable: false),
                    Rank = table.Column<int>(type: "int", nullable: false),
                    EntryId = table.Column<long>(type: "bigint", nullable: false),
                    ParticipantId = table.Column<long>(type: "bigint", nullable: false),
                    Outcome = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Winners", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Winners_Drawings_DrawingId",
                        column: x => x.DrawingId,
                        principalTable: "Drawings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Winners_Entries_EntryId",
                        column: x => x.EntryId,
                        principalTable: "Entries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Winners_Participants_ParticipantId",
                        column: x => x.ParticipantId,
                        principalTable: "Participants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Awards_WinnerId",
                table: "Awards",
                column: "WinnerId",
                unique: true,
                filter: "\"WinnerId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DrawingRecords_DrawingId_Id",
                table: "DrawingRecords",
                columns: new[] { "DrawingId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Drawings_Commitment",
                table: "Drawings",
                column: "Commitment",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Drawings_OfferId_Number",
                table: "Drawings",
                columns: new[] { "OfferId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Drawings_State_FreezesAt",
                table: "Drawings",
                columns: new[] { "State", "FreezesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_BroughtById",
                table: "Entries",
                column: "BroughtById");

            migrationBuilder.CreateIndex(
                name: "IX_Entries_DrawingId_BroughtById",
                table: "Entries",
                columns: new[] { "DrawingId", "BroughtById" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_DrawingId_ParticipantId",
                table: "Entries",
                columns: new[] { "DrawingId", "ParticipantId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Entries_DrawingId_PublicId",
                table: "Entries",
                columns: new[] { "DrawingId", "PublicId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Entries_ParticipantId",
                table: "Entries",
                column: "ParticipantId");

            migrationBuilder.CreateIndex(
                name: "IX_Winners_DrawingId_Rank",
                table: "Winners",
                columns: new[] { "DrawingId", "Rank" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Winners_EntryId",
                table: "Winners",
                column: "EntryId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Winners_ParticipantId",
                table: "Winners",
                column: "ParticipantId");

            migrationBuilder.AddForeignKey(
                name: "FK_Awards_Winners_WinnerId",
                table: "Awards",
                column: "WinnerId",
                principalTable: "Winners",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Awards_Winners_WinnerId",
                table: "Awards");

            migrationBuilder.DropTable(
                name: "DrawingRecords");

            migrationBuilder.DropTable(
                name: "Winners");

            migrationBuilder.DropTable(
                name: "Entries");

            migrationBuilder.DropTable(
                name: "Drawings");

            migrationBuilder.DropIndex(
                name: "IX_Awards_WinnerId",
                table: "Awards");

            migrationBuilder.DropColumn(
                name: "WinnerId",
                table: "Awards");
        }
    }
}
