BEGIN TRANSACTION;
CREATE TABLE account (
	id VARCHAR NOT NULL, 
	posted INTEGER DEFAULT 0 NOT NULL, 
	held INTEGER DEFAULT 0 NOT NULL, 
	used INTEGER DEFAULT 0 NOT NULL, 
	last_sequence INTEGER DEFAULT 0 NOT NULL, 
	last_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, referral_code VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_account_held CHECK (held >= 0), 
	CONSTRAINT ck_account_last_sequence CHECK (last_sequence >= 0), 
	CONSTRAINT ck_account_posted_covers_held CHECK (posted >= held), 
	CONSTRAINT ck_account_used CHECK (used >= 0)
);
INSERT INTO "account" VALUES('friend',5,0,0,2,'2026-01-01 12:00:01.000000','2026-01-01 12:00:00.000000','0be2c98ab729a45ac2bd');
INSERT INTO "account" VALUES('local',36,1,5,15,'2026-01-06 12:01:41.000000','2026-01-01 12:00:01.000000','f930fe439f4f7e12b692');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE allocation (
	hold_id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	PRIMARY KEY (hold_id, lot_id), 
	CONSTRAINT ck_allocation_amount CHECK (amount > 0), 
	CONSTRAINT fk_allocation_hold FOREIGN KEY(hold_id) REFERENCES hold (id), 
	CONSTRAINT fk_allocation_lot FOREIGN KEY(lot_id) REFERENCES lot (id)
);
INSERT INTO "allocation" VALUES(1,5,0,2);
INSERT INTO "allocation" VALUES(2,5,0,1);
INSERT INTO "allocation" VALUES(3,5,0,2);
INSERT INTO "allocation" VALUES(4,5,0,1);
INSERT INTO "allocation" VALUES(5,5,0,1);
INSERT INTO "allocation" VALUES(7,7,0,1);
CREATE TABLE allowance (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	serial VARCHAR NOT NULL, 
	operator_key VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	every_days INTEGER NOT NULL, 
	times INTEGER NOT NULL, 
	claimed INTEGER DEFAULT 1 NOT NULL, 
	lot_days INTEGER, 
	promotional BOOLEAN NOT NULL, 
	started_at DATETIME NOT NULL, 
	elsewhere INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_allowance_terms CHECK (amount > 0 AND every_days > 0), 
	CONSTRAINT ck_allowance_claimed CHECK (claimed >= 1 AND claimed <= times), 
	CONSTRAINT ck_allowance_elsewhere CHECK (elsewhere >= 0 AND elsewhere < claimed), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT fk_allowance_redemption FOREIGN KEY(serial, operator_key) REFERENCES redemption (serial, operator_key), 
	CONSTRAINT uq_allowance_voucher UNIQUE (serial, operator_key)
);
INSERT INTO "allowance" VALUES(1,'local','000000000000000c','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a',2,30,6,1,NULL,1,'2026-01-01 12:00:01.000000',0);
INSERT INTO "allowance" VALUES(2,'local','0000000000000003','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a',4,2,5,3,40,1,'2026-01-01 12:00:01.000000',0);
CREATE TABLE "entry" (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	sequence INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	balance_after INTEGER NOT NULL, 
	step VARCHAR, 
	hold_id INTEGER, 
	lot_id INTEGER, 
	canonical BLOB NOT NULL, 
	chain_version VARCHAR NOT NULL, 
	previous_hash VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, refund_of INTEGER CONSTRAINT fk_entry_refund_of REFERENCES entry (id) CONSTRAINT ck_entry_refund_of CHECK ((kind = 'refund') = (refund_of IS NOT NULL)), 
	PRIMARY KEY (id), 
	CONSTRAINT ck_entry_kind CHECK ((kind = 'grant' AND amount > 0 AND lot_id IS NOT NULL AND hold_id IS NULL) OR (kind = 'capture' AND amount < 0 AND hold_id IS NOT NULL AND step IS NOT NULL) OR (kind = 'expire' AND amount < 0 AND lot_id IS NOT NULL AND hold_id IS NULL) OR (kind IN ('refund', 'adjust') AND amount <> 0 AND hold_id IS NULL)), 
	CONSTRAINT uq_entry_sequence UNIQUE (account_id, sequence), 
	CONSTRAINT ck_entry_sequence CHECK (sequence > 0), 
	CONSTRAINT uq_entry_hold UNIQUE (hold_id), 
	CONSTRAINT ck_entry_balance_after CHECK (balance_after >= 0), 
	CONSTRAINT fk_entry_hold FOREIGN KEY(hold_id) REFERENCES hold (id), 
	CONSTRAINT fk_entry_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "entry" VALUES(1,'friend',1,'2026-01-01 12:00:00.000000','grant',3,3,NULL,NULL,1,X'5B22667269656E64222C312C22323032362D30312D30312031323A30303A30302E303030303030222C226772616E74222C332C332C6E756C6C2C6E756C6C2C315D','c1','0000000000000000000000000000000000000000000000000000000000000000','8b8c44880b48dd3d21f0165a97e894d1a34ae598484d12357522e4623cb8e265',NULL);
INSERT INTO "entry" VALUES(2,'local',1,'2026-01-01 12:00:01.000000','grant',5,5,NULL,NULL,2,X'5B226C6F63616C222C312C22323032362D30312D30312031323A30303A30312E303030303030222C226772616E74222C352C352C6E756C6C2C6E756C6C2C325D','c1','0000000000000000000000000000000000000000000000000000000000000000','265ffecf16e874cbc19f28449999db32c1f5b7ffb3779e06d08d85c178adc777',NULL);
INSERT INTO "entry" VALUES(3,'local',2,'2026-01-01 12:00:01.000000','grant',10,15,NULL,NULL,3,X'5B226C6F63616C222C322C22323032362D30312D30312031323A30303A30312E303030303030222C226772616E74222C31302C31352C6E756C6C2C6E756C6C2C335D','c1','265ffecf16e874cbc19f28449999db32c1f5b7ffb3779e06d08d85c178adc777','525125a82f1d3a69a4515e64d94e02bbda2d5927d101395e8bea883816971ba9',NULL);
INSERT INTO "entry" VALUES(4,'local',3,'2026-01-01 12:00:01.000000','grant',2,17,NULL,NULL,4,X'5B226C6F63616C222C332C22323032362D30312D30312031323A30303A30312E303030303030222C226772616E74222C322C31372C6E756C6C2C6E756C6C2C345D','c1','525125a82f1d3a69a4515e64d94e02bbda2d5927d101395e8bea883816971ba9','0cbfb65fa25d1d2c4b60a9d3de245fb8d24c8e4d13a31942cc8fc11f4bb6baa5',NULL);
INSERT INTO "entry" VALUES(5,'local',4,'2026-01-01 12:00:01.000000','grant',9,26,NULL,NULL,5,X'5B226C6F63616C222C342C22323032362D30312D30312031323A30303A30312E303030303030222C226772616E74222C392C32362C6E756C6C2C6E756C6C2C355D','c1','0cbfb65fa25d1d2c4b60a9d3de245fb8d24c8e4d13a31942cc8fc11f4bb6baa5','779454560a6c8acd1709208b387ab881947791e945a71feb07ff1a97d040964f',NULL);
INSERT INTO "entry" VALUES(6,'local',5,'2026-01-01 12:00:01.000000','grant',7,33,NULL,NULL,6,X'5B226C6F63616C222C352C22323032362D30312D30312031323A30303A30312E303030303030222C226772616E74222C372C33332C6E756C6C2C6E756C6C2C365D','c1','779454560a6c8acd1709208b387ab881947791e945a71feb07ff1a97d040964f','74c59f979fd57d16b99b8684d3ac00f87e005b2f75039fb8dc887de32a5ce18b',NULL);
INSERT INTO "entry" VALUES(7,'local',6,'2026-01-01 12:00:01.000000','grant',4,37,NULL,NULL,7,X'5B226C6F63616C222C362C22323032362D30312D30312031323A30303A30312E303030303030222C226772616E74222C342C33372C6E756C6C2C6E756C6C2C375D','c1','74c59f979fd57d16b99b8684d3ac00f87e005b2f75039fb8dc887de32a5ce18b','59bef184d4dc5671656f1664422648907ce8355e0b430f4a7dccee5ae8ed2033',NULL);
INSERT INTO "entry" VALUES(8,'local',7,'2026-01-01 12:00:01.000000','capture',-2,35,'GENERATE_TRACK_INTRO',1,NULL,X'5B226C6F63616C222C372C22323032362D30312D30312031323A30303A30312E303030303030222C2263617074757265222C2D322C33352C2247454E45524154455F545241434B5F494E54524F222C312C6E756C6C5D','c1','59bef184d4dc5671656f1664422648907ce8355e0b430f4a7dccee5ae8ed2033','8927cc0b367d0f464c1696f8627a20b79cdd04bc47403c460803de2203127fab',NULL);
INSERT INTO "entry" VALUES(9,'friend',2,'2026-01-01 12:00:01.000000','grant',2,5,NULL,NULL,8,X'5B22667269656E64222C322C22323032362D30312D30312031323A30303A30312E303030303030222C226772616E74222C322C352C6E756C6C2C6E756C6C2C385D','c1','8b8c44880b48dd3d21f0165a97e894d1a34ae598484d12357522e4623cb8e265','13bed25b35564e38ec640dc4be1d7695d015a19a2c3b3790a98aebd8f5c52bc9',NULL);
INSERT INTO "entry" VALUES(10,'local',8,'2026-01-01 12:00:01.000000','capture',-1,34,'SPEAK_TRACK_INTRO',2,NULL,X'5B226C6F63616C222C382C22323032362D30312D30312031323A30303A30312E303030303030222C2263617074757265222C2D312C33342C22535045414B5F545241434B5F494E54524F222C322C6E756C6C5D','c1','8927cc0b367d0f464c1696f8627a20b79cdd04bc47403c460803de2203127fab','3683cb9bf14de653a09539620ab23a5c39d46f739aee424056759f890c3f66da',NULL);
INSERT INTO "entry" VALUES(11,'local',9,'2026-01-01 12:00:01.000000','capture',-2,32,'GENERATE_TRACK_INTRO',3,NULL,X'5B226C6F63616C222C392C22323032362D30312D30312031323A30303A30312E303030303030222C2263617074757265222C2D322C33322C2247454E45524154455F545241434B5F494E54524F222C332C6E756C6C5D','c1','3683cb9bf14de653a09539620ab23a5c39d46f739aee424056759f890c3f66da','7e597f7a0e011eac95301bd1fbad74db7f0c8582d5b66675dcd74a0ecd74209b',NULL);
INSERT INTO "entry" VALUES(12,'local',10,'2026-01-01 12:00:01.000000','capture',-1,31,'SPEAK_TRACK_INTRO',4,NULL,X'5B226C6F63616C222C31302C22323032362D30312D30312031323A30303A30312E303030303030222C2263617074757265222C2D312C33312C22535045414B5F545241434B5F494E54524F222C342C6E756C6C5D','c1','7e597f7a0e011eac95301bd1fbad74db7f0c8582d5b66675dcd74a0ecd74209b','9399a1cd096735a33ac2ba2cd2fa69ac45bbfab8b5753239d4ad818bf9ec5d86',NULL);
INSERT INTO "entry" VALUES(13,'local',11,'2026-01-01 12:00:01.000000','refund',1,32,'SPEAK_TRACK_INTRO',NULL,NULL,X'5B226C6F63616C222C31312C22323032362D30312D30312031323A30303A30312E303030303030222C22726566756E64222C312C33322C22535045414B5F545241434B5F494E54524F222C6E756C6C2C6E756C6C2C31325D','c2','9399a1cd096735a33ac2ba2cd2fa69ac45bbfab8b5753239d4ad818bf9ec5d86','a8903597a950f240af0cfb32896987f7856de3a558e20a3279d8d4ba6901b3f2',12);
INSERT INTO "entry" VALUES(14,'local',12,'2026-01-02 12:01:41.000000','expire',-3,29,NULL,NULL,5,X'5B226C6F63616C222C31322C22323032362D30312D30322031323A30313A34312E303030303030222C22657870697265222C2D332C32392C6E756C6C2C6E756C6C2C355D','c1','a8903597a950f240af0cfb32896987f7856de3a558e20a3279d8d4ba6901b3f2','9f494f3d96ae82585fb1c021a5e92e9c0910235052cb49e552cb6e8caf338a5d',NULL);
INSERT INTO "entry" VALUES(15,'local',13,'2026-01-06 12:01:41.000000','expire',-1,28,NULL,NULL,5,X'5B226C6F63616C222C31332C22323032362D30312D30362031323A30313A34312E303030303030222C22657870697265222C2D312C32382C6E756C6C2C6E756C6C2C355D','c1','9f494f3d96ae82585fb1c021a5e92e9c0910235052cb49e552cb6e8caf338a5d','06cf2f7f337658c4f6416ff7638abd71d6b5990be65913ebdc3fb14aaf056d1d',NULL);
INSERT INTO "entry" VALUES(16,'local',14,'2026-01-06 12:01:41.000000','grant',4,32,NULL,NULL,9,X'5B226C6F63616C222C31342C22323032362D30312D30362031323A30313A34312E303030303030222C226772616E74222C342C33322C6E756C6C2C6E756C6C2C395D','c1','06cf2f7f337658c4f6416ff7638abd71d6b5990be65913ebdc3fb14aaf056d1d','9e890c469ceae1126cc25d25193f96474e71d5a4da9cf47c8bb29fc3f0d3edb3',NULL);
INSERT INTO "entry" VALUES(17,'local',15,'2026-01-06 12:01:41.000000','grant',4,36,NULL,NULL,10,X'5B226C6F63616C222C31352C22323032362D30312D30362031323A30313A34312E303030303030222C226772616E74222C342C33362C6E756C6C2C6E756C6C2C31305D','c1','9e890c469ceae1126cc25d25193f96474e71d5a4da9cf47c8bb29fc3f0d3edb3','2cf38678fbde736b6f8155cbe6c6dea9a1e420e1ec11efc3b12509a3f7472cdb',NULL);
CREATE TABLE event (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR NOT NULL, 
	hold_key VARCHAR, 
	amount INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_event_kind CHECK (kind IN ('refused', 'uncollected', 'support')), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "event" VALUES(1,'local','2026-01-02 12:01:41.000000','support',NULL,NULL);
INSERT INTO "event" VALUES(2,'local','2026-01-02 12:01:41.000000','refused','much:GENERATE_TRACK_INTRO',999);
CREATE TABLE hold (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	input_hash VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	workflow VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	description TEXT, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_hold_settled_at CHECK ((state = 'held') = (settled_at IS NULL)), 
	CONSTRAINT ck_hold_state CHECK (state IN ('held', 'captured', 'released', 'expired', 'refused')), 
	CONSTRAINT ck_hold_amount CHECK (amount > 0), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_hold_key UNIQUE (account_id, "key")
);
INSERT INTO "hold" VALUES(1,'local','a:GENERATE_TRACK_INTRO','e9a6257717aa76069f0d06e45e142d1176d9a2649be2aa81fe323e3be6c56705','GENERATE_TRACK_INTRO',2,'a','captured','Gymnopédie No. 1 – Erik Satie','2026-01-01 12:00:01.000000','2026-01-01 12:01:01.000000','2026-01-01 12:00:01.000000');
INSERT INTO "hold" VALUES(2,'local','a:SPEAK_TRACK_INTRO','f9722ba66e9b29ea1fb49f333281c6ea1580cba47f2e619b26df052248560d96','SPEAK_TRACK_INTRO',1,'a','captured','Gymnopédie No. 1 – Erik Satie','2026-01-01 12:00:01.000000','2026-01-01 12:01:01.000000','2026-01-01 12:00:01.000000');
INSERT INTO "hold" VALUES(3,'local','b:GENERATE_TRACK_INTRO','ac0cdce2d4c2a285c6fda26bf730e301a4a7ca69d1e4f2eb059d51f3609d2893','GENERATE_TRACK_INTRO',2,'b','captured','Gymnopédie No. 1 – Erik Satie','2026-01-01 12:00:01.000000','2026-01-01 12:01:01.000000','2026-01-01 12:00:01.000000');
INSERT INTO "hold" VALUES(4,'local','b:SPEAK_TRACK_INTRO','bd76a6c2ddff2e060f81b216bb3162e80cdfe9a2edf68650ff6e592f8fa7aebe','SPEAK_TRACK_INTRO',1,'b','captured','Gymnopédie No. 1 – Erik Satie','2026-01-01 12:00:01.000000','2026-01-01 12:01:01.000000','2026-01-01 12:00:01.000000');
INSERT INTO "hold" VALUES(5,'local','late:GENERATE_TRACK_INTRO','583b34591b6aa5bb419eb8168dbef00b7781d2397fda115f318bcc03c6a0203f','GENERATE_TRACK_INTRO',1,'late','released','Gymnopédie No. 1 – Erik Satie','2026-01-02 11:55:01.000000','2026-01-02 12:05:01.000000','2026-01-02 12:01:41.000000');
INSERT INTO "hold" VALUES(6,'local','much:GENERATE_TRACK_INTRO','72ef94391465d7cdeb3f4e0a00b3a24521ebee7b9bbd6c995264bf8340bce9a7','GENERATE_TRACK_INTRO',999,'much','refused','Gymnopédie No. 1 – Erik Satie','2026-01-02 12:01:41.000000','2026-01-02 12:02:41.000000','2026-01-02 12:01:41.000000');
INSERT INTO "hold" VALUES(7,'local','open:GENERATE_TRACK_INTRO','6cd24a140f3fa1ff45d02584e12b286156f5b8f3c9fd325a5034d2eebce87423','GENERATE_TRACK_INTRO',1,'open','held','Gymnopédie No. 1 – Erik Satie','2026-01-06 12:01:41.000000','2026-01-06 12:11:41.000000',NULL);
CREATE TABLE intro (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	workflow VARCHAR NOT NULL, 
	track_id TEXT NOT NULL, 
	track TEXT NOT NULL, 
	text TEXT NOT NULL, 
	writer VARCHAR NOT NULL, 
	written_at DATETIME NOT NULL, spoken BOOLEAN DEFAULT 1 NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_intro_workflow UNIQUE (account_id, workflow)
);
INSERT INTO "intro" VALUES(1,'local','a','demo:1','{"id":"demo:1","title":"Gymnopédie No. 1","artists":["Erik Satie"],"album":null,"duration_ms":210000,"kind":"track","year":1888,"genres":[],"composers":[],"track_number":null,"disc_number":null,"url":null,"art_url":null}','Here comes Satie.','announcer','2026-01-01 00:00:00.000000',0);
INSERT INTO "intro" VALUES(2,'local','b','demo:1','{"id":"demo:1","title":"Gymnopédie No. 1","artists":["Erik Satie"],"album":null,"duration_ms":210000,"kind":"track","year":1888,"genres":[],"composers":[],"track_number":null,"disc_number":null,"url":null,"art_url":null}','Here comes Satie.','announcer','2026-01-01 00:00:00.000000',0);
CREATE TABLE lot (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	granted INTEGER NOT NULL, 
	remaining INTEGER NOT NULL, 
	captured INTEGER DEFAULT 0 NOT NULL, 
	expired INTEGER DEFAULT 0 NOT NULL, 
	priority INTEGER DEFAULT 0 NOT NULL, 
	promotional BOOLEAN NOT NULL, 
	granted_at DATETIME NOT NULL, 
	expires_at DATETIME, moved INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_lot_moved CHECK (moved >= 0), announced_at DATETIME, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_lot_granted CHECK (granted > 0), 
	CONSTRAINT ck_lot_sum CHECK (remaining + captured + expired <= granted), 
	CONSTRAINT ck_lot_parts CHECK (remaining >= 0 AND captured >= 0 AND expired >= 0), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_lot_granted_once UNIQUE (account_id, source, reference)
);
INSERT INTO "lot" VALUES(1,'friend','demo','',3,3,0,0,0,1,'2026-01-01 12:00:00.000000',NULL,0,NULL);
INSERT INTO "lot" VALUES(2,'local','moved','04a2f5171c034a04a26b7d5e640e76ef:1',5,5,0,0,0,0,'2026-01-01 12:00:01.000000','2026-10-28 12:00:01.000000',0,NULL);
INSERT INTO "lot" VALUES(3,'local','moved','04a2f5171c034a04a26b7d5e640e76ef:2',10,10,0,0,0,1,'2026-01-01 12:00:01.000000',NULL,0,NULL);
INSERT INTO "lot" VALUES(4,'local','moved','04a2f5171c034a04a26b7d5e640e76ef:3',2,2,0,0,0,1,'2026-01-01 12:00:01.000000',NULL,0,NULL);
INSERT INTO "lot" VALUES(5,'local','voucher','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a:0000000000000001',9,0,5,4,0,0,'2026-01-01 12:00:01.000000','2026-01-03 12:01:41.000000',0,NULL);
INSERT INTO "lot" VALUES(6,'local','voucher','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a:0000000000000002',7,7,0,0,0,0,'2026-01-01 12:00:01.000000',NULL,0,NULL);
INSERT INTO "lot" VALUES(7,'local','voucher','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a:0000000000000003',4,3,0,0,0,1,'2026-01-01 12:00:01.000000','2026-02-10 12:00:01.000000',0,NULL);
INSERT INTO "lot" VALUES(8,'friend','referral','local',2,2,0,0,0,1,'2026-01-01 12:00:01.000000',NULL,0,NULL);
INSERT INTO "lot" VALUES(9,'local','allowance','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a:0000000000000003:2',4,4,0,0,0,1,'2026-01-06 12:01:41.000000','2026-02-15 12:01:41.000000',0,NULL);
INSERT INTO "lot" VALUES(10,'local','allowance','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a:0000000000000003:3',4,4,0,0,0,1,'2026-01-06 12:01:41.000000','2026-02-15 12:01:41.000000',0,NULL);
CREATE TABLE "redemption" (
	serial VARCHAR NOT NULL, 
	operator_key VARCHAR NOT NULL, 
	account_id VARCHAR NOT NULL, 
	lot_id INTEGER, 
	at DATETIME NOT NULL, 
	transfer_id VARCHAR, 
	PRIMARY KEY (serial, operator_key), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT fk_redemption_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT uq_redemption_lot UNIQUE (lot_id), 
	CONSTRAINT fk_redemption_transfer FOREIGN KEY(transfer_id) REFERENCES transfer (id), 
	CONSTRAINT ck_redemption_origin CHECK ((lot_id IS NULL) <> (transfer_id IS NULL))
);
INSERT INTO "redemption" VALUES('000000000000000b','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a','local',NULL,'2026-01-01 12:00:01.000000','04a2f5171c034a04a26b7d5e640e76ef');
INSERT INTO "redemption" VALUES('000000000000000c','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a','local',NULL,'2026-01-01 12:00:01.000000','04a2f5171c034a04a26b7d5e640e76ef');
INSERT INTO "redemption" VALUES('0000000000000001','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a','local',5,'2026-01-01 12:00:01.000000',NULL);
INSERT INTO "redemption" VALUES('0000000000000002','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a','local',6,'2026-01-01 12:00:01.000000',NULL);
INSERT INTO "redemption" VALUES('0000000000000003','0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a','local',7,'2026-01-01 12:00:01.000000',NULL);
CREATE TABLE referral (
	account_id VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	referrer_id VARCHAR, 
	entered_at DATETIME NOT NULL, 
	rewarded_at DATETIME, 
	PRIMARY KEY (account_id), 
	CONSTRAINT ck_referral_rewarded CHECK (rewarded_at IS NULL OR referrer_id IS NOT NULL), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT fk_referral_referrer FOREIGN KEY(referrer_id) REFERENCES account (id)
);
INSERT INTO "referral" VALUES('local','0be2c98ab729a45ac2bd','friend','2026-01-01 12:00:01.000000','2026-01-01 12:00:01.000000');
CREATE TABLE store (
	only INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	PRIMARY KEY (only), 
	CONSTRAINT ck_store_only CHECK ("only" = 1)
);
INSERT INTO "store" VALUES(1,'c0a88d0448e2429b933d27058c7e7d45','2026-11-28 12:33:31.461995');
CREATE TABLE transfer (
	id VARCHAR NOT NULL, 
	account_id VARCHAR NOT NULL, 
	direction VARCHAR NOT NULL, 
	other_store VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	done_at DATETIME, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_transfer_direction CHECK (direction IN ('out', 'in')), 
	CONSTRAINT ck_transfer_amount CHECK (amount >= 0), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "transfer" VALUES('04a2f5171c034a04a26b7d5e640e76ef','local','in','77d72fbdb3144089b5729b2ed295306d',17,'{"from_store":"77d72fbdb3144089b5729b2ed295306d","to_store":"c0a88d0448e2429b933d27058c7e7d45","place":"here","account_id":"local","at":"2026-01-01T12:00:01Z","lots":[{"credits":5,"priority":0,"promotional":false,"source":"voucher","expires_at":"2026-10-28T12:00:01Z"},{"credits":10,"priority":0,"promotional":true,"source":"demo","expires_at":null},{"credits":2,"priority":0,"promotional":true,"source":"voucher","expires_at":null}],"allowances":[{"serial":"000000000000000c","operator_key":"0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a","amount":2,"every_days":30,"times":6,"claimed":1,"lot_days":null,"promotional":true,"started_at":"2026-01-01T12:00:01Z"}],"redemptions":[["000000000000000b","0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"],["000000000000000c","0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"]],"referral":null}','2026-01-01 12:00:01.000000','2026-01-01 12:00:01.000000');
CREATE INDEX ix_hold_open ON hold (account_id, expires_at) WHERE state = 'held';
CREATE INDEX ix_intro_track ON intro (account_id, track_id);
CREATE UNIQUE INDEX uq_entry_refund_of ON entry (refund_of);
CREATE INDEX ix_entry_lot ON entry (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX ix_entry_empty ON entry (account_id, sequence) WHERE balance_after = 0;
CREATE INDEX ix_intro_written ON intro (account_id, written_at);
CREATE INDEX ix_lot_open ON lot (account_id) WHERE remaining > 0;
CREATE UNIQUE INDEX uq_account_referral_code ON account (referral_code);
CREATE UNIQUE INDEX uq_transfer_under_way ON transfer (account_id) WHERE done_at IS NULL;
CREATE INDEX ix_allowance_open ON allowance (account_id) WHERE claimed < times;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry rows are kept'); END;
CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR (account_id = NEW.account_id AND sequence = NEW.sequence) OR hold_id = NEW.hold_id OR refund_of = NEW.refund_of) BEGIN SELECT RAISE(ABORT, 'entry rows are not replaced'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event rows are kept'); END;
CREATE TRIGGER event_no_replace BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'event rows are not replaced'); END;
CREATE TRIGGER redemption_no_delete BEFORE DELETE ON redemption BEGIN SELECT RAISE(ABORT, 'redemption rows are kept'); END;
CREATE TRIGGER redemption_no_replace BEFORE INSERT ON redemption WHEN EXISTS (SELECT 1 FROM redemption WHERE (serial = NEW.serial AND operator_key = NEW.operator_key) OR lot_id = NEW.lot_id) BEGIN SELECT RAISE(ABORT, 'redemption rows are not replaced'); END;
CREATE TRIGGER store_no_delete BEFORE DELETE ON store BEGIN SELECT RAISE(ABORT, 'store rows are kept'); END;
CREATE TRIGGER store_no_replace BEFORE INSERT ON store WHEN EXISTS (SELECT 1 FROM store WHERE only = NEW.only) BEGIN SELECT RAISE(ABORT, 'store rows are not replaced'); END;
CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'allocation rows are kept'); END;
CREATE TRIGGER allocation_no_replace BEFORE INSERT ON allocation WHEN EXISTS (SELECT 1 FROM allocation WHERE hold_id = NEW.hold_id AND lot_id = NEW.lot_id) BEGIN SELECT RAISE(ABORT, 'allocation rows are not replaced'); END;
CREATE TRIGGER hold_no_delete BEFORE DELETE ON hold BEGIN SELECT RAISE(ABORT, 'hold rows are kept'); END;
CREATE TRIGGER hold_no_replace BEFORE INSERT ON hold WHEN EXISTS (SELECT 1 FROM hold WHERE id = NEW.id OR (account_id = NEW.account_id AND key = NEW.key)) BEGIN SELECT RAISE(ABORT, 'hold rows are not replaced'); END;
CREATE TRIGGER lot_no_delete BEFORE DELETE ON lot BEGIN SELECT RAISE(ABORT, 'lot rows are kept'); END;
CREATE TRIGGER lot_no_replace BEFORE INSERT ON lot WHEN EXISTS (SELECT 1 FROM lot WHERE id = NEW.id OR (account_id = NEW.account_id AND source = NEW.source AND reference = NEW.reference)) BEGIN SELECT RAISE(ABORT, 'lot rows are not replaced'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'account rows are kept'); END;
CREATE TRIGGER account_no_replace BEFORE INSERT ON account WHEN EXISTS (SELECT 1 FROM account WHERE id = NEW.id OR referral_code = NEW.referral_code) BEGIN SELECT RAISE(ABORT, 'account rows are not replaced'); END;
CREATE TRIGGER allowance_no_delete BEFORE DELETE ON allowance BEGIN SELECT RAISE(ABORT, 'allowance rows are kept'); END;
CREATE TRIGGER allowance_no_replace BEFORE INSERT ON allowance WHEN EXISTS (SELECT 1 FROM allowance WHERE id = NEW.id OR (serial = NEW.serial AND operator_key = NEW.operator_key)) BEGIN SELECT RAISE(ABORT, 'allowance rows are not replaced'); END;
CREATE TRIGGER referral_no_delete BEFORE DELETE ON referral BEGIN SELECT RAISE(ABORT, 'referral rows are kept'); END;
CREATE TRIGGER referral_no_replace BEFORE INSERT ON referral WHEN EXISTS (SELECT 1 FROM referral WHERE account_id = NEW.account_id) BEGIN SELECT RAISE(ABORT, 'referral rows are not replaced'); END;
CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ABORT, 'transfer rows are kept'); END;
CREATE TRIGGER transfer_no_replace BEFORE INSERT ON transfer WHEN EXISTS (SELECT 1 FROM transfer WHERE id = NEW.id OR (account_id = NEW.account_id AND done_at IS NULL AND NEW.done_at IS NULL)) BEGIN SELECT RAISE(ABORT, 'transfer rows are not replaced'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry rows are final'); END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event rows are final'); END;
CREATE TRIGGER allocation_no_update BEFORE UPDATE ON allocation BEGIN SELECT RAISE(ABORT, 'allocation rows are final'); END;
CREATE TRIGGER redemption_no_update BEFORE UPDATE ON redemption BEGIN SELECT RAISE(ABORT, 'redemption rows are final'); END;
CREATE TRIGGER store_no_update BEFORE UPDATE ON store BEGIN SELECT RAISE(ABORT, 'store rows are final'); END;
CREATE TRIGGER hold_fixed BEFORE UPDATE OF id, account_id, key, input_hash, step, amount, workflow, created_at ON hold BEGIN SELECT RAISE(ABORT, 'hold terms are final'); END;
CREATE TRIGGER lot_fixed BEFORE UPDATE OF id, account_id, source, reference, granted, granted_at ON lot BEGIN SELECT RAISE(ABORT, 'lot terms are final'); END;
CREATE TRIGGER allowance_fixed BEFORE UPDATE OF id, account_id, serial, operator_key, amount, every_days, times, lot_days, promotional, started_at ON allowance BEGIN SELECT RAISE(ABORT, 'allowance terms are final'); END;
CREATE TRIGGER referral_fixed BEFORE UPDATE OF account_id, code, referrer_id, entered_at ON referral BEGIN SELECT RAISE(ABORT, 'referral terms are final'); END;
CREATE TRIGGER transfer_fixed BEFORE UPDATE OF id, account_id, direction, other_store, amount, content, at ON transfer BEGIN SELECT RAISE(ABORT, 'transfer terms are final'); END;
CREATE TRIGGER hold_settled_once BEFORE UPDATE OF state, settled_at ON hold WHEN OLD.state <> 'held' BEGIN SELECT RAISE(ABORT, 'a hold is settled once'); END;
COMMIT;
